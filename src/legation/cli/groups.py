"""A group of commands, such as `legation decisions`: alone, it tells what there is in it."""

import typer


def group(name: str, told: str) -> typer.Typer:
    """Make a group of commands of this name; `told` is what its help says of it."""
    made = typer.Typer(name=name, help=told, rich_markup_mode=None)

    @made.callback(invoke_without_command=True)
    def _alone(context: typer.Context) -> None:
        if context.invoked_subcommand is None:
            typer.echo(context.get_help())

    return made
