import AgentStore

/// The tables of `cache/index.db`.
///
/// Texts are not in it but for the titles: what a passage says is read from the log, where the index says that it
/// stands. `state` has one row: when all was last looked through (milliseconds since 1970), and whether pages may
/// still have bytes of what deleted sessions said. `data` of a row has all that is known of it, with a checksum; the other columns are there to be searched.
enum IndexSchema {
  static let passages = "passage"

  static let migrations = Migrations([
    """
    CREATE TABLE session(number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, data BLOB NOT NULL) STRICT;
    CREATE TABLE run(first INTEGER PRIMARY KEY, session INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
    CREATE TABLE state(one INTEGER PRIMARY KEY, checked INTEGER NOT NULL, traces INTEGER NOT NULL) STRICT;
    INSERT INTO state VALUES (1, 0, 0);
    \(TextIndex.schema(passages))
    """
  ])
}
