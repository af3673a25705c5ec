"""A source's options, and what the operator chose."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("source") as source:
        source.add_column(sa.Column("options", sa.JSON(), nullable=False, server_default="{}"))
        source.add_column(sa.Column("chosen", sa.Boolean(), nullable=True))
