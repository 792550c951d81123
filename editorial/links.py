"""Whether the web addresses that records name still lead somewhere. Opens them; `check_links` keeps what came of it."""

import ipaddress
import socket
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import BaseHandler, HTTPRedirectHandler, ProxyHandler, Request, build_opener

from django.db import models
from django.utils import timezone

from editorial.models import LinkCheck
from editorial.whereabouts import numbered, union

# What a site answers to programs that it does not like; people may well be let in.
REFUSES_PROGRAMS = {401, 403, 406, 429, 451, 999}
AT_ONCE = 4
AGENT = "Mozilla/5.0 (compatible; link check of a patient-information site)"

# (model, column), as the subject registers them.
_columns = []


def register_column(model, column):
    """Let the addresses in `column` of `model` be checked."""
    _columns.append((model, column))


def naming(viewable=None, urls=None):
    """Return the published records that name addresses, as rows with `address`; None if nothing is registered.

    `viewable` limits the models, `urls` the addresses.
    """
    found = []
    for model, column in _columns:
        if viewable is None or model in viewable:
            records = model.objects.published().exclude(**{column: ""}).annotate(address=models.F(column))
            found.append(numbered(records if urls is None else records.filter(address__in=urls), "address"))
    return union(found).order_by("record_model", "record_key", "address") if found else None


def dead(viewable):
    """Return the LinkChecks of addresses that lead nowhere and that published records of `viewable` models name."""
    named = models.Q(pk__in=[])
    for model, column in _columns:
        if model in viewable:
            named |= models.Q(url__in=model.objects.published().order_by().values(column))
    return LinkCheck.objects.failing().filter(named)


def addresses():
    """Return all web addresses that published records name, each once."""
    rows = naming()
    return sorted({row["address"] for row in rows}) if rows is not None else []


# --- opening them --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """What opening `url` came to: the status after all that was led on, or why there was no answer."""

    url: str
    status: int | None = None
    error: str = ""

    @property
    def is_dead(self):
        return bool(self.error) or (self.status >= 400 and self.status not in REFUSES_PROGRAMS)


class _Unreachable(URLError):
    """An address that this program will not open."""


class _OnlyPublic(BaseHandler):
    """Refuses addresses inside our own network, also where a public one leads there."""

    def http_request(self, request):
        host = urlsplit(request.full_url).hostname or ""
        try:
            found = {item[4][0] for item in socket.getaddrinfo(host, None)}
        except OSError:
            return request  # a proxy may know it; else opening says what is wrong
        if not all(ipaddress.ip_address(address.split("%")[0]).is_global for address in found):
            raise _Unreachable("an address inside our own network")
        return request

    https_request = http_request


class _OnlyWeb(HTTPRedirectHandler):
    """Follows addresses of the web only, and keeps HEAD a HEAD."""

    def redirect_request(self, request, file, code, message, headers, newurl):
        new = super().redirect_request(request, file, code, message, headers, newurl)
        if new is not None:
            new.method = request.get_method()
        return new

    def http_error_302(self, request, file, code, message, headers):
        scheme = urlsplit(headers.get("location", "")).scheme
        if scheme not in {"", "http", "https"}:
            raise _Unreachable("leads to no web address")
        return super().http_error_302(request, file, code, message, headers)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302


def opener(is_private_allowed=False):
    """Return what opens addresses: no cookies, nothing but the web, nothing inside our own network unless allowed."""
    handlers = [_OnlyWeb(), *([ProxyHandler({})] if is_private_allowed else [_OnlyPublic()])]
    return build_opener(*handlers)


def open_one(url, opener, timeout):
    """Return the Answer of `url`: to a HEAD if it likes that, else to a GET of which nothing is read."""
    answer = _ask("HEAD", url, opener, timeout)
    # Some servers know only GET, and say anything to a HEAD.
    return _ask("GET", url, opener, timeout) if (answer.status or 0) >= 400 else answer


def _ask(method, url, opener, timeout):
    try:
        request = Request(_ascii(url), method=method, headers={"User-Agent": AGENT, "Accept": "*/*"})  # noqa: S310 - http and https only
        with opener.open(request, timeout=timeout) as response:
            return Answer(url, response.status)
    except HTTPError as error:
        with error:
            # Below 400 it led in a circle.
            return Answer(url, error.code, "" if error.code >= 400 else str(error.reason).splitlines()[0][:300])
    except URLError as error:
        return Answer(url, error=str(error.reason)[:300])
    except (OSError, HTTPException, ValueError) as error:
        return Answer(url, error=(str(error) or type(error).__name__)[:300])


def _ascii(url):
    """Return `url` as it goes over the line: the host in Punycode, other letters percent-encoded."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"}:
        raise ValueError("no web address")
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    path, query = (quote(text, safe="/%:=&?~+!$,;'@()*[]") for text in (parts.path, parts.query))
    return urlunsplit((parts.scheme, host, path, query, ""))


def open_all(urls, opener, timeout):
    """Yield the Answer of each of `urls` as it comes; few sites at once, and never two requests to the same."""
    sites = {}
    for url in urls:
        sites.setdefault(urlsplit(url).netloc, []).append(url)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waiting = [pool.submit(_open_site, of_one, opener, timeout) for of_one in sites.values()]
        for done in as_completed(waiting):
            yield from done.result()


def _open_site(urls, opener, timeout):
    return [open_one(url, opener, timeout) for url in urls]


# --- keeping what came of it ---------------------------------------------------------------------


def keep(answer, now=None):
    """Write down `answer`, and since when its address leads nowhere."""
    now = now or timezone.now()
    known = LinkCheck.objects.filter(url=answer.url).first()
    since = (known and known.failing_since) or now
    values = {"status": answer.status, "error": answer.error, "checked_at": now}
    values["failing_since"] = since if answer.is_dead else None
    LinkCheck.objects.update_or_create(url=answer.url, defaults=values)


def forget_all_but(urls):
    """Drop what is known of addresses that no record names any more."""
    known = set(LinkCheck.objects.values_list("url", flat=True))
    gone = sorted(known - set(urls))
    for start in range(0, len(gone), 500):
        LinkCheck.objects.filter(url__in=gone[start : start + 500]).delete()
