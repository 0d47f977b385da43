"""HTML: one self-contained page without scripts, readable in light and dark; the result at the end.

Only a time that the source states is a `time` element; an estimate is a `data` element that holds the interval, and
opens to say where it comes from.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, tzinfo
from html import escape

from feeds import clean
from feeds.figures import ContestBoard
from feeds.model import Day, Post, When
from feeds.wording import RESULT, TILDE, byline, clock, long_date, short_date, time_of, title, value, zone_name
from feeds.writers import telling

_STYLE = """
:root { color-scheme: light dark; --paper: #fdfcf9; --ink: #1d1c1a; --soft: #63605a; --rule: #d9d5cc; --mark: #a8201a; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #16181b; --ink: #e4e2dd; --soft: #a09c94; --rule: #383b40; --mark: #ff8a7a; }
}
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 4rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.55 Georgia, "Times New Roman", serif; overflow-wrap: break-word; }
h1 { font-size: 2rem; line-height: 1.15; margin: 0 0 .3rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; }
h3 { font-size: 1.1rem; line-height: 1.3; margin: 0 0 .4rem; }
a { color: inherit; text-decoration-color: var(--mark); text-underline-offset: .15em; }
nav ol { list-style: none; padding: 0; }
nav li, article { display: grid; grid-template-columns: 4.5rem minmax(0, 1fr); }
nav .when { color: var(--soft); }
.when, .about, table, nav { font: .9rem/1.5 system-ui, sans-serif; font-variant-numeric: tabular-nums; }
.about, caption, footer { color: var(--soft); margin: 0 0 .4rem; }
article { border-top: 1px solid var(--rule); padding: 1rem 0 .4rem; position: relative; scroll-margin-top: 1rem; }
article.key { border-top: 3px solid var(--mark); }
article:target { outline: 2px solid var(--mark); outline-offset: .5rem; }
article p, article ul, article blockquote, article table { margin: 0 0 .8rem; }
summary { cursor: pointer; list-style: none; text-decoration: underline dotted; }
summary::-webkit-details-marker { display: none; }
details[open] > p { position: absolute; z-index: 1; max-width: 22rem; padding: .5rem .8rem; background: var(--paper);
  border: 1px solid var(--soft); }
blockquote { border-left: 3px solid var(--rule); padding-left: 1rem; }
blockquote.tweet { border-left-color: var(--mark); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: bold; }
th, td { text-align: left; padding: .15rem .9rem .15rem 0; font-weight: normal; vertical-align: top; }
th[colspan] { padding-top: .7rem; font-weight: bold; }
thead th { color: var(--soft); }
.figure { text-align: right; }
#result table { margin-bottom: 2rem; width: 100%; }
#result tbody tr + tr { border-top: 1px solid var(--rule); }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def chunks(day: Day) -> Iterator[bytes]:
    """The page in UTF-8; whatever the day's texts hold, they are text, and only http and https addresses are links."""
    for part in _page(day):
        yield f"{part}\n".encode()


def _page(day: Day) -> Iterator[str]:
    posts = telling.in_order(day)
    zone = day.header.zone
    title = escape(day.header.title or "Untitled day")
    board = telling.result(day, posts)
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>"
    yield f'<header>\n<h1 dir="auto">{title}</h1>\n<p class="about">{_about(day, posts)}</p>\n</header>'
    yield from _index(posts, day, result=bool(board.contests))
    yield "<main>"
    today: date | None = None
    for thread in telling.threads(posts):
        when = thread.post.when
        if when and today != when.at.astimezone(zone).date():
            today = when.at.astimezone(zone).date()
            yield f"<h2>{_day(today)}</h2>"
        yield from _article(thread, zone)
    yield "</main>"
    if board.contests:
        yield f'<section id="result">\n<h2>{RESULT}</h2>'
        for contest in board.contests:
            yield from _contest(contest, posts, zone)
        yield "</section>"
    yield "</body>\n</html>"


def _about(day: Day, posts: Sequence[Post]) -> str:
    """Which day, whose clock, and what a tilde means."""
    header = day.header
    first = next((post.when.at for post in posts if post.when), None)
    zone = f"times in {zone_name(first, header.zone)} ({header.timezone})" if first else f"zone {header.timezone}"
    parts = [_day(header.date)] if header.date else []
    parts.append(escape(zone))
    if any(post.when and not post.when.exact for post in posts):
        parts.append(f"{TILDE}: open it for the reason")
    return " · ".join(parts)


def _index(posts: Sequence[Post], day: Day, *, result: bool) -> Iterator[str]:
    """The key moments, and the way to the result."""
    keys = [(number, post) for number, post in enumerate(posts, 1) if post.key]
    if not keys and not result:
        return
    yield '<nav aria-labelledby="moments">\n<h2 id="moments">Key moments</h2>\n<ol>'
    for number, post in keys:
        time = time_of(post.when, day.header.zone) if post.when else ""
        link = f'<a href="#p{number}" dir="auto">{escape(title(post))}</a>'
        yield f'<li><span class="when">{time}</span> {link}</li>'
    if result:
        yield f'<li><span class="when"></span> <a href="#result">{RESULT}</a></li>'
    yield "</ol>\n</nav>"


def _article(thread: telling.Thread, zone: tzinfo) -> Iterator[str]:
    post = thread.post
    yield f'<article id="p{thread.number}"{_class("key", post.key)}>'
    yield f'<div class="when">{_when(post.when, zone)}</div>\n<div>'
    if post.heading:
        yield f'<h3 dir="auto">{escape(post.heading)}</h3>'
    tweet = post.kind == "tweet"
    about = [telling.kind(post), "" if tweet else byline(post.author), "key moment" if post.key else ""]
    parts = [escape(part) for part in about if part]
    if post.updated:
        parts.append(f"updated {_time(post.updated, zone)}" if isinstance(post.updated, datetime) else "updated")
    if parts:
        yield f'<p class="about">{" · ".join(parts)}</p>'
    if tweet:
        yield from _tweet(post, zone)
    else:
        yield from _body(post)
        yield from _link(post)
    for number, embedded in enumerate(thread.tweets, thread.number + 1):
        yield from _tweet(embedded, zone, f' id="p{number}"')
    yield "</div>\n</article>"


def _tweet(post: Post, zone: tzinfo, anchor: str = "") -> Iterator[str]:
    """A tweet, or whatever else a post embeds, with its author; with `anchor` its heading as well."""
    yield f'<blockquote class="tweet"{anchor}>'
    head = [f"<b>{escape(byline(post.author))}</b>"] if byline(post.author) else []
    if post.sent:
        head.append(f"sent {_time(post.sent, zone)}")
    if head:
        yield f'<p class="about">{" · ".join(head)}</p>'
    if anchor and post.heading:
        yield f'<p dir="auto"><b>{escape(post.heading)}</b></p>'
    yield from _body(post, plain=True)
    yield from _link(post)
    yield "</blockquote>"


def _body(post: Post, *, plain: bool = False) -> Iterator[str]:
    """The blocks of a post; with `plain`, its tweets are not quoted once more."""
    for kind, texts in telling.runs(post):
        paragraphs = "\n".join(f'<p dir="auto">{_text(text)}</p>' for text in texts)
        if kind == "item":
            items = "\n".join(f'<li dir="auto">{_text(text)}</li>' for text in texts)
            yield f"<ul>\n{items}\n</ul>"
        elif kind == "row":
            yield "<table>\n" + "\n".join(map(_row, texts)) + "\n</table>"
        elif kind == "paragraph" or (kind == "tweet" and plain):
            yield paragraphs
        else:
            yield f"<blockquote{_class('tweet', kind == 'tweet')}>\n{paragraphs}\n</blockquote>"


def _row(text: str) -> str:
    cells = telling.pair(text)
    if cells is None:
        return f'<tr><th colspan="2" dir="auto">{_text(text)}</th></tr>'
    return f'<tr><th scope="row" dir="auto">{_text(cells[0])}</th><td dir="auto">{_text(cells[1])}</td></tr>'


def _link(post: Post) -> Iterator[str]:
    if url := clean.url(post.url):
        yield f'<footer class="about"><a href="{escape(url)}" rel="nofollow noreferrer">source</a></footer>'


def _contest(each: ContestBoard, posts: Sequence[Post], zone: tzinfo) -> Iterator[str]:
    """A contest's figures as a table, a group a body, each time a link to the post that says it."""
    status = f": {each.status}" if each.status else ""
    yield f'<div class="wide"><table>\n<caption>{escape(each.contest.name)}{status}</caption>'
    heads = ("", "measure", "figure", "status", "time", "source")
    cells = "".join(f'<th scope="col"{_class("figure", head == "figure")}>{head}</th>' for head in heads)
    yield f"<thead><tr>{cells}</tr></thead>"
    for group, entries in telling.groups(each.contest, each.entries, each.previous):
        yield f'<tbody>\n<tr><th colspan="6" scope="rowgroup">{escape(group)}</th></tr>'
        for entry in entries:
            current, reading = entry.current, entry.current.reading
            when = posts[current.rank].when
            time = f'<a href="#p{current.rank + 1}">{time_of(when, zone) if when else ""}</a>'
            yield (
                f'<tr><th scope="row">{escape(entry.who or "")}</th><td>{escape(entry.measure)}</td>'
                f'<td class="figure">{escape(value(reading))}</td><td>{reading.status}</td><td>{time}</td>'
                f"<td>{escape(reading.source or '')}</td></tr>"
            )
        yield "</tbody>"
    yield "</table></div>"


def _when(when: When | None, zone: tzinfo) -> str:
    """A post's time; an estimate opens and says in which interval it lies, and why."""
    if when is None:
        return "no time"
    if when.exact:
        return f'<time datetime="{_iso(when.at, zone)}">{clock(when.at, zone)}</time>'
    interval = f"{_iso(when.earliest, zone)}/{_iso(when.latest, zone)}"
    first, last = (clock(at, zone) for at in (when.earliest, when.latest))
    if when.earliest.astimezone(zone).date() != when.latest.astimezone(zone).date():
        first = f"{short_date(when.earliest.astimezone(zone).date())} {first}"
        last = f"{short_date(when.latest.astimezone(zone).date())} {last}"
    why = f"; {escape(when.why)}" if when.why else ""
    return (
        f'<details><summary><data value="{interval}">{time_of(when, zone)}</data></summary>'
        f"<p>Not stated ({when.basis}): between {first} and {last}{why}.</p></details>"
    )


def _time(at: datetime, zone: tzinfo) -> str:
    """A stated instant with its date."""
    local = at.astimezone(zone)
    return f'<time datetime="{_iso(at, zone)}">{clock(at, zone)} on {long_date(local.date())}</time>'


def _day(day: date) -> str:
    return f'<time datetime="{day.isoformat()}">{long_date(day)}</time>'


def _iso(at: datetime, zone: tzinfo) -> str:
    return at.astimezone(zone).isoformat()


def _class(name: str, wanted: bool) -> str:
    return f' class="{name}"' if wanted else ""


def _text(text: str) -> str:
    """A block's text, its line breaks kept."""
    return escape(text).replace("\n", "<br>")
