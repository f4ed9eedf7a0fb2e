import AgentStore

/// The tables of memory.db.
///
/// A row of `entry` is a version: an edit adds a row and ends the one before, so that every moment can be
/// asked for. The numbers of rows only rise, as the index needs it. `sum` is the checksum of the row.
enum MemorySchema {
  static let index = "text"

  static let migrations = Migrations([
    """
    CREATE TABLE entry(
      n INTEGER PRIMARY KEY, id TEXT NOT NULL, latest INTEGER NOT NULL, scope INTEGER NOT NULL, kind TEXT NOT NULL,
      title TEXT, text TEXT NOT NULL, source TEXT, session TEXT, actor INTEGER, key TEXT, created INTEGER NOT NULL,
      updated INTEGER, valid_from INTEGER, valid_to INTEGER, expires INTEGER, pinned INTEGER, supersedes TEXT,
      superseded_by TEXT, deleted INTEGER, meta TEXT, sum INTEGER NOT NULL) STRICT;
    CREATE INDEX entry_id ON entry(id);
    CREATE INDEX entry_key ON entry(key, scope) WHERE key IS NOT NULL;
    CREATE INDEX entry_pinned ON entry(n) WHERE pinned = 1;
    CREATE INDEX entry_title ON entry(title) WHERE title IS NOT NULL;
    CREATE TABLE scope(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE actor(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE digest(hash INTEGER, n INTEGER, PRIMARY KEY(hash, n)) STRICT, WITHOUT ROWID;
    CREATE TABLE history(
      seq INTEGER PRIMARY KEY, id TEXT NOT NULL, op TEXT NOT NULL, at INTEGER NOT NULL, detail TEXT) STRICT;
    CREATE INDEX history_id ON history(id);
    CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE counter(one INTEGER PRIMARY KEY, last INTEGER NOT NULL) STRICT;
    INSERT INTO counter VALUES (1, 0);
    CREATE TABLE model(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, dimensions INTEGER NOT NULL) STRICT;
    CREATE TABLE vector(chunk INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
    CREATE TABLE sign(chunk INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
    CREATE TABLE concept(term TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT, WITHOUT ROWID;
    \(TextIndex.schema(index))
    """,
    // The documents of the index that are parts of long entries, beside the first, which has the entry's number.
    """
    CREATE TABLE part(n INTEGER PRIMARY KEY, entry INTEGER NOT NULL, place INTEGER NOT NULL) STRICT;
    CREATE INDEX part_entry ON part(entry);
    """,
  ])
}
