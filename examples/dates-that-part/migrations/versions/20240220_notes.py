"""note of an entry

Revision ID: 20240220
Revises: 20240120
"""
import sqlalchemy as sa
from alembic import op

revision = "20240220"
down_revision = "20240120"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("entry", sa.Column("note", sa.String(), nullable=True))


def downgrade():
    op.drop_column("entry", "note")
