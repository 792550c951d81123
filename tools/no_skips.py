"""A pytest plugin for CI: a run that skipped anything has failed, because a skipped test proves nothing."""

import pytest


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """Turn a passed run with skipped tests into a failed one."""
    # xdist's workers have no reporter; the process that started them counts for all.
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped") and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    """Name each skipped test and its reason."""
    for report in terminalreporter.stats.get("skipped", []):
        terminalreporter.write_line(f"NOT ALLOWED TO SKIP {report.nodeid}: {report.longrepr[-1]}", red=True)
