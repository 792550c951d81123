"""People at the desk over HTTP: they are signed in, open forms as a browser does and send them."""

import html
import re
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPConnection
from urllib.parse import urlencode

from bs4 import BeautifulSoup
from django.contrib.auth.models import Group, User
from django.test import Client

SEEN = re.compile(r'name="seen" value="([^"]*)"')


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    body: str

    @cached_property
    def soup(self):
        return BeautifulSoup(self.body, "html.parser")

    @property
    def is_saved(self):
        """A sent form that was taken leads on; one that was not comes back."""
        return self.status == 302

    def form(self, selector="#content-main form"):
        """Return what a browser would send from the form, without a button."""
        form, data = self.soup.select_one(selector), {}
        for field in form.select("input[name], textarea[name]"):
            is_box = field.get("type") in {"checkbox", "radio"}
            if not (is_box and not field.has_attr("checked")) and field.get("type") != "submit":
                data[field["name"]] = field.get("value", "on" if is_box else field.text.removeprefix("\n"))
        for field in form.select("select[name]"):
            chosen = [option.get("value", "") for option in field.select("option[selected]")]
            data[field["name"]] = chosen if field.has_attr("multiple") else (chosen or [""])[0]
        return data

    def seen(self):
        """Return what the form says that its editor has seen, without reading the rest of the page."""
        return html.unescape(SEEN.search(self.body)[1])


class Person:
    """A member of staff with a role, signed in at the site on `port`."""

    def __init__(self, name, role, port):
        self.user, self.port = User.objects.create(username=name, is_staff=True), port
        self.user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(self.user)
        self.cookies = {name: cookie.value for name, cookie in client.cookies.items()}

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, data):
        return self._ask("POST", path, urlencode(data, doseq=True))

    def _ask(self, method, path, body=None):
        site = f"127.0.0.1:{self.port}"
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Origin": f"http://{site}", "Cookie": cookies}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection(site, timeout=60)
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or []:
            name, _equals, value = line.split(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(response.status, response.headers.get("Location", ""), text)
