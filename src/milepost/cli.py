"""What was asked for on the command line? Parses, calls, prints, exits."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from milepost import __version__
from milepost.errors import MilepostError

YEAR = click.IntRange(2000, 2100)


class Group(click.Group):
    """Turns an error that stops the program into its own sentence and exit status 2; never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except MilepostError as error:
            click.echo(f"milepost: {error}", err=True)
            ctx.exit(2)
        except BrokenPipeError:
            sys.stdout = None
            ctx.exit(0)
        except OSError as error:
            click.echo(
                f"milepost: {error.filename or 'file'}: {error.strerror or error}. See to it, then start again.",
                err=True,
            )
            ctx.exit(2)


@dataclass(frozen=True, slots=True)
class Call:
    """What every command needs: where the workspace is, and how much to say."""

    workspace: Path | None
    quiet: bool
    verbose: bool

    def tell(self, line: str) -> None:
        """Say something that is not the answer; nothing under ``-q``."""
        if not self.quiet:
            click.echo(line, err=True)

    def detail(self, line: str) -> None:
        """Say something that only ``-v`` shows."""
        if self.verbose:
            click.echo(line, err=True)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="milepost")
@click.option(
    "--workspace", type=click.Path(path_type=Path), help="The workspace; else the nearest one from here upwards."
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but the answer and errors.")
@click.option("-v", "--verbose", is_flag=True, help="Say more about each stage.")
@click.pass_context
def cli(ctx: click.Context, workspace: Path | None, quiet: bool, verbose: bool) -> None:
    """Build the yearly monitoring and evaluation report of a public plan."""
    ctx.obj = Call(workspace, quiet, verbose)


def main() -> int:
    """Start the command line and give its exit status; Ctrl-C ends with one line and status 130."""
    try:
        status = cli(prog_name="milepost", standalone_mode=False)
    except (click.Abort, KeyboardInterrupt):
        click.echo("milepost: stopped. What stood there before is unchanged.", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return status if isinstance(status, int) else 0


def _setting(call: Call, year: int | None, as_of: datetime | None = None, drafts: bool = False) -> Any:
    """Read the definitions of a year; the engine is loaded here, so that ``--help`` is quick."""
    from milepost.pipeline.gather import gather
    from milepost.pipeline.workspace import find_workspace

    home = os.environ.get("MILEPOST_HOME")
    workspace = find_workspace(Path.cwd(), Path(home) if home else None, call.workspace)
    chosen = workspace.year(year)
    call.detail(f"workspace {workspace.root}, year {chosen}")
    return gather(workspace, chosen, as_of.date() if as_of else None, drafts)


def _progress(call: Call) -> Any:
    from milepost.pipeline.progress import Progress

    return Progress(call.tell, call.detail)


def _strict(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option("--strict", is_flag=True, help="Exit with 1 if any value is rejected.")(function)


def _as_of(function: Callable[..., Any]) -> Callable[..., Any]:
    words = "Use what was known on DAY instead of at the cut-off."
    return click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help=words)(function)


def _language(function: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--language", help="Language of the findings, one of the report's; else English where it is one."
    )(function)


@cli.command()
@click.argument("year", type=YEAR, required=False)
@_as_of
@click.option(
    "--keep", metavar="NAME", default="", help="Keep what the report says as a draft, for a later comparison."
)
@_strict
@click.pass_context
def build(ctx: click.Context, year: int | None, as_of: datetime | None, keep: str, strict: bool) -> None:
    """Check, merge, rate and print the report of YEAR (else the newest defined)."""
    from milepost.pipeline.building import build as make
    from milepost.pipeline.summary import summary

    progress = _progress(ctx.obj)
    with progress.stage("definitions", "reading the definitions"):
        setting = _setting(ctx.obj, year, as_of)
    built = make(setting, progress, keep)
    if not ctx.obj.quiet:
        for line in summary(setting, built, progress.seconds):
            click.echo(line)
    ctx.exit(1 if strict and built.judged.rejected else 0)


@cli.command()
@click.argument("year", type=YEAR)
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="Date of issue; else today.")
@click.pass_context
def issue(ctx: click.Context, year: int, on: datetime | None) -> None:
    """Write the form of YEAR for every unit that is asked."""
    from milepost.pipeline.issuing import issue as make

    setting = _setting(ctx.obj, year)
    day = (on or datetime.now()).date()  # noqa: DTZ005 - the day on this office's calendar
    made = make(setting, day, _progress(ctx.obj))
    folder = setting.workspace.relative(setting.workspace.issued(year))
    click.echo(f"{len(made.files)} forms in {folder}, entered in {setting.workspace.relative(made.register)}")


@cli.command()
@click.argument("year", type=YEAR)
@click.option("--kind", type=click.Choice(["correct", "waive", "settle", "verify", "cancel"]), help="What to decide.")
@click.option("--unit", default="", help="Unit whose cell it is.")
@click.option("--row", default="", help="Row: a task, a measure, or indicator|year|period|breakdown.")
@click.option("--column", default="", help="Key of the column.")
@click.option("--rule", default="", help="Code of the rule that is waived.")
@click.option("--value", default="", help="The value that holds, where one is corrected or settled.")
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="Date of the decision; else today.")
@_language
@click.pass_context
def decide(
    ctx: click.Context,
    year: int,
    kind: str | None,
    unit: str,
    row: str,
    column: str,
    rule: str,
    value: str,
    on: datetime | None,
    language: str | None,
) -> None:
    """List what waits for a decision in YEAR; with --kind, write the skeleton of one into decisions.yaml."""
    from milepost.model.exchange import DecisionKind
    from milepost.pipeline.deciding import Wanted
    from milepost.pipeline.deciding import decide as make
    from milepost.pipeline.judging import judge
    from milepost.pipeline.listing import matter_lines
    from milepost.pipeline.open_matters import matters

    setting = _setting(ctx.obj, year, drafts=True)
    judged = judge(setting, _progress(ctx.obj))
    found = matters(setting, judged, _words(setting, language))
    if kind is None:
        shown = [one for one in found if unit in ("", one.unit) and row in ("", one.row) and rule in ("", one.rule)]
        for line in matter_lines(setting, shown):
            click.echo(line)
        return
    day = (on or datetime.now()).date()  # noqa: DTZ005 - the day on this office's calendar
    decided = make(setting, judged, found, Wanted(DecisionKind(kind), unit, row, column, rule, value), day)
    click.echo(decided.entry, nl=False)
    missing = ", ".join(decided.missing)
    click.echo(f"entered in {setting.workspace.relative(decided.file)}; yet to be written there: {missing}", err=True)


@cli.command()
@click.argument("files", nargs=-1, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--from", "sender", default="", help="From whom the files came.")
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="Day on which they came; else today.")
@click.option("--year", type=YEAR, help="Year of the report; else the newest defined.")
@click.option("--watch", "drop", type=click.Path(path_type=Path), help="Receive what comes into DIR, until Ctrl-C.")
@click.option("--every", default=5.0, type=click.FloatRange(0), help="Seconds between two looks at DIR; else 5.")
@click.option("--times", type=click.IntRange(1), help="Stop after so many looks at DIR.")
@click.pass_context
def receive(
    ctx: click.Context,
    files: tuple[Path, ...],
    sender: str,
    on: datetime | None,
    year: int | None,
    drop: Path | None,
    every: float,
    times: int | None,
) -> None:
    """Copy workbooks that came into the year's folder, enter them in received.csv, and print a receipt for each."""
    from milepost.pipeline.receipts import receipt_lines
    from milepost.pipeline.receiving import receive as take
    from milepost.pipeline.watching import watch

    if bool(files) == (drop is not None):
        raise click.UsageError("Name the files that came, or a folder with --watch.")
    if drop is not None and not drop.is_dir():
        raise click.UsageError(f"{drop}: there is no such folder to watch.")

    def receive_all(came: Sequence[Path]) -> None:
        setting = _setting(ctx.obj, year)
        day = (on or datetime.now()).date()  # noqa: DTZ005 - the day on this office's calendar
        for taken in take(setting, came, day, sender, _progress(ctx.obj)):
            click.echo("\n".join([*receipt_lines(setting, taken), ""]))

    if drop is None:
        receive_all(files)
        return
    _setting(ctx.obj, year)  # a mistake in a definition is told now, not when the first file comes
    ctx.obj.tell(f"watching {drop}; Ctrl-C ends it")
    try:
        watch(drop, lambda came: receive_all([file for file in came if file.is_file()]), every, times)
    except KeyboardInterrupt:
        ctx.obj.tell(f"no longer watching {drop}")


@cli.command()
@click.argument("year", type=YEAR)
@click.option("--json", "as_json", is_flag=True, help="Give the findings as JSON.")
@_language
@_strict
@click.pass_context
def check(ctx: click.Context, year: int, as_json: bool, language: str | None, strict: bool) -> None:
    """List every finding of YEAR by unit, and write the workbooks with notes."""
    from milepost.pipeline.building import doubtful_before_building
    from milepost.pipeline.judging import judge
    from milepost.pipeline.listing import check_lines, check_record, followed_lines
    from milepost.pipeline.returning import write_returned

    setting = _setting(ctx.obj, year)
    words = _words(setting, language)
    progress = _progress(ctx.obj)
    judged = judge(setting, progress)
    returned = write_returned(setting, judged, progress)
    if as_json:
        click.echo(json.dumps(check_record(setting, judged, words), ensure_ascii=False, indent=1))
    else:
        for line in check_lines(setting, judged, words, returned):
            click.echo(line)
    for line in followed_lines(setting, judged, words):
        ctx.obj.detail(line)
    for mistake in doubtful_before_building(setting, judged, progress):
        ctx.obj.tell(f"own words: {mistake}")
    ctx.exit(1 if strict and judged.rejected else 0)


@cli.command()
@click.argument("year", type=YEAR)
@click.option("--date", "on", type=click.DateTime(["%Y-%m-%d"]), help="Date of the letters; else today.")
@click.pass_context
def remind(ctx: click.Context, year: int, on: datetime | None) -> None:
    """Write a letter to each unit of YEAR that is late or has open findings."""
    from milepost.pipeline.judging import judge
    from milepost.pipeline.listing import reminder_lines
    from milepost.pipeline.reminding import remind as make

    setting = _setting(ctx.obj, year)
    progress = _progress(ctx.obj)
    day = (on or datetime.now()).date()  # noqa: DTZ005 - the day on this office's calendar
    for line in reminder_lines(setting, make(setting, judge(setting, progress), day, progress)):
        click.echo(line)


@cli.command()
@click.option("--json", "as_json", is_flag=True, help="Give the catalogue as a JSON list.")
@click.option("--impact", type=YEAR, metavar="YEAR", help="Say how many submissions of YEAR each rule touches.")
@click.pass_context
def rules(ctx: click.Context, as_json: bool, impact: int | None) -> None:
    """Print the catalogue of rules."""
    from milepost.checks.catalogue import RULES
    from milepost.checks.page import rule_lines, rule_record

    if impact is not None:
        from milepost.pipeline.judging import judge
        from milepost.pipeline.listing import impact as impact_of
        from milepost.pipeline.listing import impact_lines

        judged = judge(_setting(ctx.obj, impact), _progress(ctx.obj))
        if as_json:
            click.echo(json.dumps([asdict(one) for one in impact_of(judged)], indent=1))
            return
        for line in impact_lines(judged):
            click.echo(line)
    elif as_json:
        click.echo(json.dumps([rule_record(rule) for rule in RULES], ensure_ascii=False, indent=1))
    else:
        for line in rule_lines(RULES):
            click.echo(line)


@cli.command()
@click.argument("year", type=YEAR)
@click.pass_context
def status(ctx: click.Context, year: int) -> None:
    """Tell who was asked in YEAR, who answered, and what is open."""
    from milepost.pipeline.judging import judge
    from milepost.pipeline.listing import status_lines
    from milepost.pipeline.reporting import status_of

    setting = _setting(ctx.obj, year)
    found = status_of(setting, judge(setting, _progress(ctx.obj)))
    for line in status_lines(setting, found, _words(setting, None)):
        click.echo(line)


@cli.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--year", type=YEAR, required=True, help="Year of the report; all other dates follow from it.")
@click.pass_context
def new(ctx: click.Context, folder: Path, year: int) -> None:
    """Make a workspace of a made-up plan in DIR, ready to build."""
    from milepost.pipeline.starting import start

    started = start(folder, year, _progress(ctx.obj))
    click.echo(
        f"{started.root}: a made-up plan with {len(started.workbooks)} workbooks; its README.md says what to change"
    )


@cli.command()
@click.argument("year", type=YEAR)
@click.argument("id")
@_as_of
@_language
@click.pass_context
def explain(ctx: click.Context, year: int, id: str, as_of: datetime | None, language: str | None) -> None:  # noqa: A002
    """Tell how the rating of an indicator, task or measure of YEAR came about."""
    from milepost.pipeline.explaining import explain as tell

    setting = _setting(ctx.obj, year, as_of)
    for line in tell(setting, id, _words(setting, language), _progress(ctx.obj)):
        click.echo(line)


def _words(setting: Any, language: str | None) -> Any:
    """The words of a language of the report: the one asked for, else English, else the units' own."""
    known: Sequence[str] = tuple(setting.words)
    if language is None:
        return setting.words.get("en") or setting.words[known[0]]
    if language not in known:
        raise click.BadParameter(f'the report has no language "{language}" (it has {", ".join(known)}).')
    return setting.words[language]
