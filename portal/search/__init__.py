"""Search over every public record: one code path for both databases. `find` is all that a page needs."""

from portal.search.finding import Found, find

__all__ = ["Found", "find"]
