"""Tampering with a database past its triggers and keys, as who runs the machine could."""

from sqlalchemy import Engine, text


def forge(engine: Engine, *statements: str) -> None:
    """Do what the database itself would refuse; afterwards it refuses again."""
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.execute(text("SET session_replication_role = replica"))
            for each in statements:
                connection.execute(text(each))
            connection.execute(text("SET session_replication_role = DEFAULT"))
        return
    with engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        found = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'"
        )
        triggers = found.all()
        for name, _ in triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for each in statements:
            connection.exec_driver_sql(each)
        for _, sql in triggers:
            connection.exec_driver_sql(sql)
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.exec_driver_sql("BEGIN")
        connection.commit()
