"""Open the web addresses that published records name, and say which lead nowhere: for cron, once a week."""

from django.core.management.base import BaseCommand, CommandError

from editorial import links


class Command(BaseCommand):
    help = "Check the web addresses of published records; exit 1 if any leads nowhere. Goes out to other sites."

    def add_arguments(self, parser):
        parser.add_argument("--timeout", type=float, default=10, help="seconds to wait for each answer (10)")
        parser.add_argument(
            "--private", action="store_true", help="open addresses inside the own network too, and use no proxy"
        )

    def handle(self, timeout, private, **options):
        urls, dead = links.addresses(), []
        for answer in links.open_all(urls, links.opener(private), timeout):
            links.keep(answer)
            dead += [answer] if answer.is_dead else []
        links.forget_all_but(urls)
        for answer in sorted(dead, key=lambda answer: answer.url):
            self.stdout.write(f"{answer.url}: {answer.error or answer.status}")
        if dead:
            raise CommandError(f"{len(dead)} of {len(urls)} addresses lead nowhere.")
        self.stdout.write(f"{len(urls)} addresses lead somewhere.")
