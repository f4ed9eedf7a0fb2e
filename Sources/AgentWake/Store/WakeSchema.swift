import AgentStore

/// The tables of wake.db. A row of `slot` is one outcome: the key lets no slot have two.
enum WakeSchema {
  static let migrations = Migrations([
    """
    CREATE TABLE wake(
      id TEXT PRIMARY KEY, title TEXT, prompt TEXT NOT NULL, schedule TEXT NOT NULL, catch_up TEXT NOT NULL,
      retries INTEGER NOT NULL, turn TEXT NOT NULL, state TEXT NOT NULL, created INTEGER NOT NULL,
      updated INTEGER NOT NULL, slot INTEGER, due INTEGER, runs INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE INDEX wake_due ON wake(due) WHERE state = 'active' AND due IS NOT NULL;
    CREATE INDEX wake_title ON wake(title) WHERE title IS NOT NULL;
    CREATE TABLE slot(
      wake TEXT NOT NULL, slot INTEGER NOT NULL, until INTEGER, count INTEGER NOT NULL, state TEXT NOT NULL,
      reason TEXT, attempt INTEGER NOT NULL, not_before INTEGER, started INTEGER, finished INTEGER,
      exit_code INTEGER, session TEXT, manual INTEGER NOT NULL, pid INTEGER, boot TEXT,
      PRIMARY KEY(wake, slot)) STRICT, WITHOUT ROWID;
    CREATE INDEX slot_open ON slot(wake) WHERE state IN ('pending', 'running');
    CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    """
  ])
}
