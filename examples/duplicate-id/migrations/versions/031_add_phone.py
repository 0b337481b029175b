"""phone of a user

Revision ID: 031
Revises: 030
"""
import sqlalchemy as sa
from alembic import op

revision = "031"
down_revision = "030"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("account", sa.Column("phone", sa.String(), nullable=True))


def downgrade():
    op.drop_column("account", "phone")
