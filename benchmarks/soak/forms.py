"""The shots: address, verb, body. Each kind begins from what a browser or bot would send, and bends it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from benchmarks.soak import bodies, updates, words
from benchmarks.soak.bodies import Fields
from benchmarks.soak.shot import Shot

VERBS = ("GET", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get")
PAGES = (
    "/", "/{lang}/report/", "/{lang}/report/receipt/", "/{lang}/report/receipt/confirm/",
    "/{lang}/report/receipt/proof/",
    "/{lang}/status/",
    "/{lang}/status/add/", "/{lang}/status/withdraw/", "/{lang}/files/{junk}/", "/{lang}/safety/", "/agency/{junk}/",
    "/hooks/telegram/", "/healthz", "/readyz", "/metrics", "/api/schema/", "/api/docs/", "/api/v1/tips/",
    "/api/v1/tips/{tip}/", "/api/v1/tips/{tip}/attachments/", "/api/v1/{junk}/", "/api/{junk}", "/desk/",
    "/desk/login/", "/desk/2fa/authenticate/", "/desk/hotline/tip/", "/desk/hotline/tip/{junk}/change/",
    "/desk/{junk}",
    "/static/{junk}", "/{lang}/{junk}/", "/{junk}", "/{junk}/{junk}", "/favicon.ico", "/robots.txt",
    "/.well-known/security.txt",
    "/desk/closed/sign-up/", "/{lang}/report", "/static/staff/desk/desk.css", "/desk/jsi18n/",
    "/desk/r/{junk}/{junk}/",
)  # fmt: skip
TAKE_FORMS = (
    "/en/report/receipt/", "/en/status/", "/en/status/add/", "/en/files/x/", "/agency/x/", "/desk/login/",
    "/hooks/telegram/", "/api/v1/tips/",
)  # fmt: skip
TAKE_CODES = (
    "status/", "status/add/", "status/add/", "report/receipt/confirm/", "status/withdraw/", "report/receipt/proof/",
)  # fmt: skip
LANGUAGES = ("en", "vi", "en", "xx", "zh-hans", "EN")
STORY: Fields = {
    "narrative": ["They sell turtles behind the market."], "urgency": ["now"], "offences": ["live", "online"],
    "species": ["turtle"], "condition": ["alive"], "quantity": ["7"], "price": [""], "country": ["KH"],
    "place": ["the market"], "pin": ["11.5,104.9"], "precision": ["near"], "place_kind": [""], "link": [""],
    "when": ["today"], "repeated": ["often"], "subjects": ["a man", "", ""], "basis": ["saw"], "exposure": ["maybe"],
    "sharing": ["ask"], "safe_time": [""], "contact": [""], "website": [""],
}  # fmt: skip


@dataclass
class Known:
    """What the fuzzer has learnt: hidden fields of fresh forms, codes that open tips, keys."""

    hidden: Callable[[], Fields]
    codes: list[str] = field(default_factory=list)
    tips: list[str] = field(default_factory=list)
    key: str = ""
    hook_secret: str = ""
    drafts: list[str] = field(default_factory=list)
    link: str = ""
    visit: str = ""


Maker = Callable[[Random, Known], Shot]


def _sent(
    dice: Random, target: str, fields: Fields, *, files: int = 0, headers: list[tuple[bytes, bytes]] | None = None
) -> Shot:
    """A POST of a form, in one of the two encodings; one in twelve hangs up before the end."""
    if files or dice.random() < 0.6:
        body, kind = bodies.multipart(dice, fields, files=files)
    else:
        body, kind = bodies.urlencoded(dice, fields)
    if dice.random() < 0.05:
        kind = words.content_type(dice)
    more = [words.header(dice)] if dice.random() < 0.2 else []
    cut = dice.randrange(len(body) + 1) if dice.random() < 0.08 else None
    return Shot("POST", target.encode(), [(b"Content-Type", kind), *(headers or []), *more], body, cut)


def _code(dice: Random, known: Known) -> str:
    """A right code, one that is one digit off, or none at all."""
    code = dice.choice(known.codes) if known.codes and dice.random() < 0.7 else "1" * 25
    if dice.random() < 0.2:
        at = dice.randrange(25)
        return code[:at] + str(dice.randrange(10)) + code[at + 1 :]
    return words.word_of(dice) if dice.random() < 0.2 else code


def _lang(dice: Random) -> str:
    return dice.choice(LANGUAGES)


def report(dice: Random, known: Known) -> Shot:
    fields = {**STORY, **known.hidden()}
    if known.drafts and dice.random() < 0.2:
        fields["draft"] = [dice.choice(known.drafts)]
    fields = bodies.bent(dice, fields)
    return _sent(dice, f"/{_lang(dice)}/report/receipt/", fields, files=dice.choice([0, 0, 0, 1, 2, 12]))


def status(dice: Random, known: Known) -> Shot:
    where = dice.choice(TAKE_CODES)
    fields: Fields = {"code": [_code(dice, known)], "body": [words.word(dice)], "last": [words.word_of(dice)],
                      "proof": [words.word_of(dice)], "altcha": [words.word_of(dice)]}  # fmt: skip
    fields |= {name: values for name, values in known.hidden().items() if dice.random() < 0.8}
    if dice.random() < 0.5:
        fields = bodies.bent(dice, fields)
    if where == "status/withdraw/" and dice.random() < 0.05:
        fields["sure"] = ["yes"]
    return _sent(dice, f"/{_lang(dice)}/{where}", fields, files=dice.choice([0, 0, 0, 1, 11]))


def upload(dice: Random, known: Known) -> Shot:
    return _sent(dice, f"/en/files/{words.segment(dice).decode() or 'x'}/", {}, files=dice.randrange(3))


def agency(dice: Random, known: Known) -> Shot:
    act = dice.choice(["open", "code", "download", "acknowledge", "outcome", "more", "decline", words.word_of(dice)])
    fields: Fields = {
        "act": [act], "code": [words.word_of(dice)], "visit": [words.word(dice)], "text": [words.word(dice)],
        "lang": [words.word_of(dice)], "date": ["2026-13-40"], "quantity": ["-1"],
    }  # fmt: skip
    token = words.segment(dice).decode() or "x"
    if known.link and dice.random() < 0.7:
        token, fields["visit"] = known.link, [known.visit]
    return _sent(dice, f"/agency/{token}/", bodies.bent(dice, fields))


def any_page(dice: Random, known: Known) -> Shot:
    """Every public address with every verb, odd queries and odd headers."""
    page = dice.choice(PAGES).replace("{lang}", _lang(dice)).replace("{tip}", dice.choice(known.tips or ["x"]))
    target = page.encode()
    while b"{junk}" in target:
        target = target.replace(b"{junk}", words.segment(dice) or b"x", 1)
    headers = [words.header(dice) for _ in range(dice.randrange(3))]
    if dice.random() < 0.3 and page.startswith("/api/"):
        headers.append((b"Authorization", f"Bearer {known.key}".encode()))
    verb = dice.choice(VERBS) if dice.random() < 0.6 else "GET"
    body = b"" if verb in ("GET", "HEAD") or dice.random() < 0.5 else words.raw(dice)
    if body:
        headers.append((b"Content-Type", words.content_type(dice)))
    return Shot(
        verb, target + words.query(dice), headers, body, len(body) // 2 if body and dice.random() < 0.1 else None
    )


def raw_body(dice: Random, known: Known) -> Shot:
    """A place that takes a form gets something else."""
    where = dice.choice(TAKE_FORMS)
    body = dice.choice(
        [words.raw(dice), words.encoded(dice, words.word(dice)), b"{", b"[" * 50_000, b"--b\r\n\r\n", b"--b--"]
    )
    headers = [(b"Content-Type", words.content_type(dice)), (b"Authorization", f"Bearer {known.key}".encode())]
    if dice.random() < 0.2:
        length = dice.choice([b"-1", b"x", b"0", b"5", str(len(body) + 50).encode(), b"9" * 20])
        return Shot("POST", where.encode(), [*headers, (b"Content-Length", length)], body, cut=len(body))
    return Shot("POST", where.encode(), headers, body)


def hook(dice: Random, known: Known) -> Shot:
    secret = known.hook_secret if dice.random() < 0.85 else words.word_of(dice)
    value = bytes(sign for sign in secret.encode("utf-8", "surrogatepass") if sign not in b"\r\n\0")
    body = updates.bent(dice)
    if dice.random() < 0.1:
        body = body[: dice.randrange(len(body))]
    headers = [(b"Content-Type", b"application/json"), (b"X-Telegram-Bot-Api-Secret-Token", value)]
    return Shot("POST", b"/hooks/telegram/", headers, body)


def partner_files(dice: Random, known: Known) -> Shot:
    tip = dice.choice(known.tips or ["x"])
    headers = [
        (b"Authorization", f"Bearer {known.key}".encode()),
        (b"Idempotency-Key", dice.choice([str(dice.randrange(99)).encode(), b"", b"\xff", b"k" * 300, b"a b"])),
    ]
    return _sent(dice, f"/api/v1/tips/{tip}/attachments/", {}, files=dice.choice([0, 1, 2, 11]), headers=headers)


# How often each kind is drawn.
KINDS: tuple[tuple[Maker, int], ...] = (
    (report, 26), (status, 22), (any_page, 22), (raw_body, 8), (hook, 9), (partner_files, 6), (agency, 5), (upload, 2),
)  # fmt: skip
_MAKERS = [maker for maker, weight in KINDS for _ in range(weight)]


def draw(dice: Random, known: Known) -> tuple[str, Shot]:
    """One shot and the name of its kind."""
    maker = dice.choice(_MAKERS)
    return maker.__name__, maker(dice, known)
