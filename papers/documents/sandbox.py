"""Templates that organisations send: only names, loops over what is there, and choices."""

from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import SandboxedEnvironment

MOST_OUTPUTS, MOST_LOOPS, DEEPEST = 200, 30, 3
MOST_IN_LOOPS = 60_000  # characters of XML that a loop repeats
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const,
    nodes.For, nodes.If, nodes.Compare, nodes.Operand, nodes.Not, nodes.And, nodes.Or,
)  # fmt: skip


class Forbidden(Exception):
    """A template does what it may not; the words are those that it does it with."""


class Sandbox(SandboxedEnvironment):
    """Knows no function, no filter and no arithmetic: a template can neither reach nor grow."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            return self._looked_at(super()._parse(source, name, filename))
        except RecursionError as error:
            raise Forbidden("{{ … }}") from error

    def _looked_at(self, template: nodes.Template) -> nodes.Template:
        outputs = sum(
            not isinstance(part, nodes.TemplateData)
            for each in template.find_all(nodes.Output)
            for part in each.nodes
        )
        if outputs > MOST_OUTPUTS or len(list(template.find_all(nodes.For))) > MOST_LOOPS:
            raise Forbidden("{{ … }}")
        _look(template, ())
        return template


def _look(node: nodes.Node, within: tuple[str, ...]) -> None:
    """Refuse what is not allowed; within are the names of the loops around, the innermost last."""
    if not isinstance(node, ALLOWED):
        raise Forbidden(type(node).__name__.lower())
    if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
        raise Forbidden(node.attr)
    if isinstance(node, nodes.Name) and node.name == "self":
        raise Forbidden(node.name)  # Jinja's own
    if isinstance(node, nodes.For):
        within = (*within, _target(node, within))
        said = sum(len(each.data) for each in node.find_all(nodes.TemplateData))
        if len(within) > DEEPEST or said > MOST_IN_LOOPS:
            raise Forbidden("for")
    for each in node.iter_child_nodes():
        _look(each, within)


def _target(loop: nodes.For, within: tuple[str, ...]) -> str:
    """Return what a loop calls its values; within another it runs over a value of that one."""
    over = loop.iter
    while isinstance(over, nodes.Getattr):
        over = over.node
    if not (isinstance(loop.target, nodes.Name) and isinstance(over, nodes.Name)):
        raise Forbidden("for")
    if loop.recursive or loop.test or (within and over.name != within[-1]):
        raise Forbidden("for")
    return loop.target.name
