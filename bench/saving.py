"""Many editors at once, and processes that are killed meanwhile: `python -m bench saving`.

On each database in turn (or on the one named: `sqlite`, `postgres`), with all content, a real server with several
workers is started on this machine, and people with roles work at its desk over HTTP; `--short` does less of it. A
count that does not come out as it must fails the run; the times belong to this machine.
"""

import os
import random
import signal
import statistics
import subprocess
import sys
import time
from contextlib import suppress

import django

from bench import scratch

WORKERS, PEOPLE = 3, 8
COLUMN = "summary_en"
PUBLIC_PAGE = "/en/"
# A worker that dies twice within 5.5 seconds ends the server, which takes it for one that cannot start.
BETWEEN_KILLS = 6.5

FULL = {"rounds": 45, "seconds": 60, "worker_kills": 11, "kills_of_all": 3, "database_kills": 3, "approvals": 10}
SHORT = {"rounds": 4, "seconds": 5, "worker_kills": 1, "kills_of_all": 1, "database_kills": 1, "approvals": 2}


class Report:
    """What was counted and measured; `wrong` names the counts that did not come out as they must."""

    def __init__(self):
        self.wrong = []

    def count(self, name, found, wanted):
        self.wrong += [name] * (found != wanted)
        print(f"  {name:<66}{found!s:>10}{'' if found == wanted else f'   MUST BE {wanted}'}", flush=True)

    def measure(self, name, seconds):
        """Print the middle, the 99th of a hundred and the longest of `seconds`."""
        p99 = statistics.quantiles(seconds, n=100)[98] if len(seconds) > 100 else max(seconds)
        told = f"p50 {statistics.median(seconds):.2f} s   p99 {p99:.2f} s   longest {max(seconds):.2f} s"
        print(f"  {name:<26}{told:>50}", flush=True)


def main():
    words = sys.argv[1:]
    kinds = [word for word in words if word in scratch.DATABASES]
    if set(words) - {"--short", *scratch.DATABASES}:
        sys.exit("saving [--short] [sqlite | postgres]")
    if len(kinds) == 1:
        sys.exit(measure(kinds[0], SHORT if "--short" in words else FULL))
    # Django reads its settings once, so each database has a process of its own.
    commands = [[sys.executable, "-m", "bench.saving", *words, kind] for kind in scratch.DATABASES]
    sys.exit(max(subprocess.run(command).returncode for command in commands))  # noqa: S603


def measure(kind, size):
    """Measure on a database of that `kind`; return what the process ends with."""
    print(f"\n=== Saving at the same moment, on {kind}; the server's log is {scratch.LOG} ===", flush=True)
    port, report = scratch.free_port(), Report()
    with scratch.database(kind) as (address, cluster):
        os.environ |= scratch.environment(address, port)
        django.setup()
        scratch.prepare()
        with scratch.server(port, WORKERS) as server:
            desk = Desk(server, cluster, report, size)
            desk.one_value()
            desk.approving()
            desk.many_values()
            desk.killing_workers()
            if cluster:
                desk.killing_the_database()
            desk.taking_down()
            desk.at_the_end()
    print(f"\n{kind}: {'WRONG: ' + ', '.join(report.wrong) if report.wrong else 'all counts are as they must be'}")
    return bool(report.wrong)


class Desk:
    """The people and the records of one run, and what they do one after the other."""

    def __init__(self, server, cluster, report, size):
        # What needs the models comes after the settings.
        from bench import races
        from bench.editors import Person
        from editorial import changes, roles
        from therapies.models import Condition

        self.races, self.changes = races, changes
        self.server, self.cluster, self.report, self.size = server, cluster, report, size
        self.editors = [Person(f"editor{number}", roles.EDITOR, server.port) for number in range(PEOPLE)]
        self.reviewers = [Person(f"reviewer{number}", roles.REVIEWER, server.port) for number in range(PEOPLE)]
        self.records = list(Condition.objects.published().order_by("key"))
        self.own = self.records[:PEOPLE]

    def one_value(self):
        """Everybody saves one value of one published record at once, in rounds."""
        record, rounds = self.records[PEOPLE], []
        for number in range(self.size["rounds"]):
            texts = [f"Round {number}: what editor {editor} wrote of it." for editor in range(PEOPLE)]
            rounds.append(self.races.save_one_value(self.editors, record, COLUMN, texts))
            if number % 2:
                # Every other round begins without an open Change of the value.
                for change in self.changes.Change.objects.of(record).open():
                    self.changes.withdraw(change, self.editors[0].user)
        count, losers = self.report.count, (PEOPLE - 1) * len(rounds)
        print(f"\n{PEOPLE} editors save one value at once")
        count("rounds", len(rounds), self.size["rounds"])
        count("rounds with exactly one winner", sum(found.winners == 1 for found in rounds), len(rounds))
        count("losers", sum(found.losers for found in rounds), losers)
        count("losers shown theirs, their own and the difference", sum(found.told for found in rounds), losers)
        count("texts lost", sum(found.lost for found in rounds), 0)
        count("answers 5xx", sum(found.errors for found in rounds), 0)
        print(f"  losers refused once more when they sent their page again: {sum(f.refused_again for f in rounds)}")

    def approving(self):
        """Everybody approves one Change at once; then one approves while its author goes on writing."""
        races, record, once, told, errors, unread = self.races, self.records[PEOPLE + 1], 0, 0, 0, 0
        times = self.size["approvals"]
        for number in range(times):
            change = races.hand_in(self.editors[number % PEOPLE], record, COLUMN, f"Approved at once: {number}.")
            answers = races.approve_at_once(self.reviewers, change)
            once += sum(answer.is_saved for answer in answers) == 1
            told += sum(answer.status == 200 and "closed" in races.problem(answer) for answer in answers)
            errors += sum(answer.status >= 500 for answer in answers)
        print(f"\n{PEOPLE} reviewers approve one change at once, and one while its author edits it")
        self.report.count("changes approved exactly once", once, times)
        self.report.count("reviewers told that it is closed", told, times * (PEOPLE - 1))
        record, first = self.records[PEOPLE + 2], 0
        for number in range(times):
            author, text = self.editors[number % PEOPLE], f"Nobody has read this yet: {number}."
            change = races.hand_in(author, record, COLUMN, f"This was read: {number}.")
            approved, edited = races.approve_while_edited(self.reviewers[0], author, record, change, COLUMN, text)
            errors += (approved.status >= 500) + (edited.status >= 500)
            record.refresh_from_db()
            first += approved.is_saved
            was_unread = getattr(record, COLUMN) == text or not edited.is_saved
            was_unread |= approved.is_saved == ("edited after you opened it" in races.problem(approved))
            unread += was_unread or text not in races.logged(record, COLUMN)
            for rest in self.changes.Change.objects.of(record).open():
                self.changes.withdraw(rest, author.user)
        self.report.count("texts approved unread, refused untold or lost", unread, 0)
        self.report.count("answers 5xx", errors, 0)
        print(f"  of {times}, the approval came first in {first} and the edit in {times - first}")

    def many_values(self):
        """Everybody saves into a record of their own without pause."""
        with self.races.everybody_saving(self.editors, self.own, COLUMN) as saves:
            time.sleep(self.size["seconds"])
        print(f"\n{PEOPLE} editors save into {PEOPLE} records for {self.size['seconds']} s")
        print(f"  saves: {sum(len(its.acknowledged) for its in saves)}")
        self.report.count("failures", sum(len(its.failures) for its in saves), 0)
        self._count_lost(saves)
        self.report.measure("a save", [second for its in saves for second in its.seconds])

    def _count_lost(self, saves):
        self.report.count("acknowledged saves lost", len(self.races.lost(self.own, COLUMN, saves)), 0)

    def killing_workers(self):
        """Workers are killed while everybody saves: one at a time, then all at once."""
        answered, whole, dead = [], [], []
        with self.races.everybody_saving(self.editors, self.own, COLUMN) as saves:
            for number in range(self.size["worker_kills"] + self.size["kills_of_all"]):
                time.sleep(BETWEEN_KILLS)
                is_one = number < self.size["worker_kills"]
                before = self.server.workers()
                for pid in [random.choice(before)] if is_one else before:  # noqa: S311 - not a secret
                    os.kill(pid, signal.SIGKILL)
                (answered if is_one else dead).append(self.server.seconds_until_it_answers(PUBLIC_PAGE))
                whole.append(scratch.seconds_until(lambda: len(self.server.workers()) == WORKERS))
        print(f"\nOne of {WORKERS} workers is killed {len(answered)} times, and all {len(dead)} times, while all save")
        self._told_of_kills(saves)
        self.report.measure("answers after one", answered)
        self.report.measure("answers after all", dead)

    def _told_of_kills(self, saves):
        print(f"  saves acknowledged: {sum(len(its.acknowledged) for its in saves)}")
        print(f"  requests that failed meanwhile: {sum(len(its.failures) for its in saves)}")
        self._count_lost(saves)
        self.report.count("values of open changes that are not claimed once", len(self.races.broken_claims()), 0)

    def killing_the_database(self):
        """PostgreSQL's first process is killed while everybody saves, and started again as its operator would."""
        started, saved = [], []
        with self.races.everybody_saving(self.editors, self.own, COLUMN) as saves:
            for _number in range(self.size["database_kills"]):
                time.sleep(BETWEEN_KILLS)
                begun = time.monotonic()
                os.kill(self.cluster.postmaster, signal.SIGKILL)
                scratch.seconds_until(self._database_starts)
                started.append(time.monotonic() - begun)
                done = sum(len(its.acknowledged) for its in saves)
                scratch.seconds_until(lambda done=done: sum(len(its.acknowledged) for its in saves) > done)
                saved.append(time.monotonic() - begun)
        django.db.connections.close_all()
        print(f"\nPostgreSQL is killed {len(started)} times while everybody saves")
        self._told_of_kills(saves)
        self.report.measure("runs again after", started)
        self.report.measure("saves again after", saved)

    def _database_starts(self):
        """Start the database; it refuses as long as processes of the killed one still hold its memory."""
        with suppress(subprocess.CalledProcessError):
            self.cluster.start()
            return True
        return False

    def taking_down(self):
        """One person takes records down, one after the other."""
        down = self.records[-self.size["approvals"] :]
        seconds = [self.races.take_down(self.editors[0], record, self._public(record)) for record in down]
        print(f"\nOne editor takes {len(down)} records down")
        self.report.count("not gone within 1 s of the click", sum(second > 1 for second in seconds), 0)
        self.report.measure("gone after", seconds)

    def _public(self, record):
        return f"/en/conditions/{record.slug_en}/"

    def at_the_end(self):
        print("\nAt the end")
        self.report.count("values of open changes that are not claimed once", len(self.races.broken_claims()), 0)
        self.report.count("workers", len(self.server.workers()), WORKERS)


if __name__ == "__main__":
    main()
