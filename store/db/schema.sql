-- SPDX-License-Identifier: MIT
-- A dossierfs store, schema 5. Embedded in the program and run once, when a store is made.
--
-- Times are nanoseconds since 1970 of the importer's clock, made strictly rising (setting 'clock'), unless a line says
-- otherwise. Ranges are half-open bytes. Numbers are never used twice (AUTOINCREMENT). A checksum covers every column
-- of its row that decides which bytes are served; XXH64, see checksum.h.

CREATE TABLE setting (key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;   -- clock; see scrub.h: stale, scrub

-- ---- contents: one per distinct byte string (an original; a source's text where it is not the original) -------------

CREATE TABLE content (
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  length INTEGER NOT NULL,
  sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32)
) STRICT;

CREATE TABLE dictionary (                      -- of zstd, trained on the first chunks of this store; by a packing, on samples of all
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  bytes BLOB NOT NULL
) STRICT;

CREATE TABLE chunk (                           -- at most 128 KiB of plain bytes; also cut where a document begins
  id         INTEGER PRIMARY KEY,              -- both of the next: one b-tree is searched and holds it; see content.h
  content    INTEGER NOT NULL AS (id >> 36) REFERENCES content,
  first      INTEGER NOT NULL AS (id & 0xFFFFFFFFF),     -- offset of its first plain byte
  length     INTEGER NOT NULL,                 -- plain bytes
  dictionary INTEGER REFERENCES dictionary,    -- NULL: compressed without one
  checksum   INTEGER NOT NULL,
  bytes      BLOB NOT NULL                     -- one zstd frame
) STRICT;                                      -- a rowid table on purpose: big rows do not belong in an index b-tree

-- ---- sources --------------------------------------------------------------------------------------------------------

CREATE TABLE source (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  parent     INTEGER REFERENCES source,        -- the message or archive that held it when it was met first
  depth      INTEGER NOT NULL,                 -- 0 without a parent, else the parent's + 1
  members    INTEGER NOT NULL,                 -- enum member_state: changes, so the checksum leaves it out
  content    INTEGER NOT NULL UNIQUE REFERENCES content,   -- the same bytes are one source
  size       INTEGER NOT NULL,                 -- of the original
  text       INTEGER NOT NULL REFERENCES content,          -- = content for UTF-8 without BOM
  media      TEXT NOT NULL,                    -- libmagic's type
  charset    TEXT NOT NULL,
  zone       TEXT NOT NULL,                    -- --timezone of the run that added it; mtimes follow it
  parser     INTEGER NOT NULL,                 -- version that read it; update looks for older ones. 0: to be read again
  unassigned INTEGER NOT NULL,                 -- bytes of text in no document
  links      INTEGER NOT NULL,                 -- names below originals/
  mtime      INTEGER NOT NULL,                 -- of the file, seconds
  ctime      INTEGER NOT NULL,                 -- of no two the same, as a document's
  checksum   INTEGER NOT NULL
) STRICT;
CREATE INDEX source_text ON source (text);             -- who else has these bytes
CREATE INDEX source_unpack ON source (id) WHERE members IN (1, 3);     -- those that hold files still to be got

CREATE TABLE property (                        -- what its format says of a source and no fact of a document
  source INTEGER NOT NULL REFERENCES source,
  key    TEXT NOT NULL,                        -- one of property_keys in facts.h
  value  TEXT NOT NULL,
  PRIMARY KEY (source, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE page (                            -- first byte of each page in the text of a source that has pages
  source INTEGER NOT NULL REFERENCES source,
  number INTEGER NOT NULL,
  first  INTEGER NOT NULL,
  PRIMARY KEY (source, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX page_first ON page (source, first);       -- the page that a byte is on

CREATE TABLE file (                            -- what was met on disk: makes a second import a walk of metadata
  path    BLOB PRIMARY KEY,                    -- absolute, as the kernel has it
  size    INTEGER NOT NULL,
  mtime   INTEGER NOT NULL,
  inode   INTEGER NOT NULL,
  source  INTEGER REFERENCES source,           -- NULL: skipped or failed
  outcome INTEGER NOT NULL,                    -- enum dossier_outcome
  parser  INTEGER NOT NULL,
  reason  TEXT
) STRICT, WITHOUT ROWID;

-- ---- documents and their facts --------------------------------------------------------------------------------------

CREATE TABLE document (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  source     INTEGER NOT NULL REFERENCES source,
  text       INTEGER NOT NULL REFERENCES content,   -- its source's text: a read needs this row and chunks only
  first      INTEGER NOT NULL,
  last       INTEGER NOT NULL CHECK (last > first),
  first_page INTEGER NOT NULL,                 -- 0: the source has no pages
  last_page  INTEGER NOT NULL,
  name       TEXT NOT NULL,                    -- with .ID.txt, at most 120 bytes
  mtime      INTEGER NOT NULL,                 -- seconds, clamped to what filesystems hold
  ctime      INTEGER NOT NULL,
  links      BLOB NOT NULL,                    -- names by view: 16 bit little endian, indexed by the view's number
  type       INTEGER NOT NULL,                 -- enum document_type
  date       TEXT NOT NULL,                    -- EDTF
  date_min   INTEGER,                          -- the days it may mean, since 1970; NULL: undated
  date_max   INTEGER,
  title      TEXT NOT NULL,
  sha256     BLOB NOT NULL CHECK (length(sha256) = 32),
  checksum   INTEGER NOT NULL,
  thread     INTEGER NOT NULL                  -- the message that its thread was begun with; 0: it is no message
) STRICT;
CREATE UNIQUE INDEX document_range ON document (source, first);
CREATE INDEX document_sha256 ON document (sha256);     -- the same document in two releases
CREATE INDEX document_date ON document (date_min, date_max);   -- for queries, as is the next
CREATE INDEX document_type ON document (type);

CREATE TABLE evidence (                        -- where a fact of one value was read; ranges in the document
  document   INTEGER NOT NULL REFERENCES document,
  fact       INTEGER NOT NULL,                 -- enum fact in fact.h
  first      INTEGER NOT NULL,
  last       INTEGER NOT NULL,                 -- = first: inferred
  confidence INTEGER NOT NULL,
  PRIMARY KEY (document, fact)
) STRICT, WITHOUT ROWID;

CREATE TABLE message_id (                      -- how a message names itself and those before it, without < and >
  document INTEGER NOT NULL REFERENCES document,
  number   INTEGER NOT NULL,                   -- 0: its own; 1, 2 ...: those that it refers to, oldest first
  id       TEXT NOT NULL,
  PRIMARY KEY (document, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_id_id ON message_id (id);

CREATE TABLE thread_trace (                    -- what a later message without ids is recognised by; see thread.h
  trace  INTEGER NOT NULL,                     -- XXH64 of a subject and a party
  day    INTEGER NOT NULL,                     -- since 1970
  thread INTEGER NOT NULL,                     -- document.thread
  PRIMARY KEY (trace, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE party (
  id   INTEGER PRIMARY KEY AUTOINCREMENT,
  kind INTEGER NOT NULL,                       -- enum party_kind
  key  TEXT NOT NULL UNIQUE,                   -- mailbox, else exact folded name
  name TEXT NOT NULL                           -- as first printed, or as an alias file writes it
) STRICT;

CREATE TABLE party_alias (                     -- of the user's file: who is filed as whom; see party_alias.h
  key   TEXT PRIMARY KEY,                      -- as in party; the row of a canonical name has it twice
  name  TEXT NOT NULL,                         -- as the file writes it
  party TEXT NOT NULL                          -- key under which it is filed
) STRICT, WITHOUT ROWID;

CREATE TABLE role (
  document INTEGER NOT NULL REFERENCES document,
  role     INTEGER NOT NULL,                   -- enum role
  number   INTEGER NOT NULL,                   -- in printed order
  party    INTEGER REFERENCES party,           -- NULL: withheld
  name     TEXT NOT NULL,                      -- as printed here
  first    INTEGER NOT NULL,
  last     INTEGER NOT NULL,
  PRIMARY KEY (document, role, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX role_party ON role (party);

CREATE TABLE ground (                          -- those met so far; their meaning is data of the program
  id     INTEGER PRIMARY KEY AUTOINCREMENT,
  regime TEXT NOT NULL,
  code   TEXT NOT NULL,
  UNIQUE (regime, code)
) STRICT;

CREATE TABLE mark (
  document   INTEGER NOT NULL REFERENCES document,
  first      INTEGER NOT NULL,
  last       INTEGER NOT NULL,
  class      INTEGER NOT NULL,                 -- enum mark_class
  confidence INTEGER NOT NULL,
  PRIMARY KEY (document, first)
) STRICT, WITHOUT ROWID;

CREATE TABLE citation (
  document INTEGER NOT NULL,
  first    INTEGER NOT NULL,                   -- of its mark
  number   INTEGER NOT NULL,
  ground   INTEGER NOT NULL REFERENCES ground,
  PRIMARY KEY (document, first, number),
  FOREIGN KEY (document, first) REFERENCES mark
) STRICT, WITHOUT ROWID;
CREATE INDEX citation_ground ON citation (ground);

CREATE TABLE country (
  document  INTEGER NOT NULL REFERENCES document,
  code      TEXT NOT NULL,                     -- ISO 3166 alpha-2
  filed     INTEGER NOT NULL,                  -- 1: evidence enough to file the document under it
  names     INTEGER NOT NULL,
  demonyms  INTEGER NOT NULL,
  divisions INTEGER NOT NULL,
  cities    INTEGER NOT NULL,
  first     INTEGER NOT NULL,                  -- the first mention
  last      INTEGER NOT NULL,
  PRIMARY KEY (document, code)
) STRICT, WITHOUT ROWID;
CREATE INDEX country_code ON country (code) WHERE filed;

-- ---- the tree: three tables, whatever the view ----------------------------------------------------------------------

CREATE TABLE directory (                       -- never deleted: a name once given is kept; hidden while count = 0
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  parent  INTEGER REFERENCES directory,        -- NULL: the root
  view    INTEGER NOT NULL,                    -- its number in the table of views; -1: the root
  depth   INTEGER NOT NULL,                    -- 0: the root, 1: a view
  name    TEXT NOT NULL,
  fold    TEXT NOT NULL,                       -- NFKC_Casefold of name
  value   BLOB NOT NULL,                       -- raw facet value or path component; a leading NUL: a static name
  count   INTEGER NOT NULL,                    -- distinct files below
  changed INTEGER NOT NULL,                    -- last change of its own listing
  shown   INTEGER NOT NULL DEFAULT 0,          -- when its name last came into its parent's listing, or went
  UNIQUE (parent, fold),                       -- and so is the name, which is looked for by its fold
  UNIQUE (parent, value)
) STRICT;
CREATE INDEX directory_children ON directory (parent, id);     -- listed in order of id: the resume key
CREATE INDEX directory_changed ON directory (changed);         -- what a mount has to hear of

CREATE TABLE alias (                           -- look-up-only symbolic links; their text is the directory's name
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  parent    INTEGER NOT NULL REFERENCES directory,
  name      TEXT NOT NULL,
  directory INTEGER NOT NULL REFERENCES directory,
  UNIQUE (parent, name)
) STRICT;
CREATE INDEX alias_directory ON alias (directory);

CREATE TABLE entry (
  directory INTEGER NOT NULL REFERENCES directory,
  document  INTEGER NOT NULL REFERENCES document,
  PRIMARY KEY (directory, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_document ON entry (document);

CREATE TABLE file_name (                       -- files whose name has no id: originals/<path>, README.txt, .ignore ...
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  directory INTEGER NOT NULL REFERENCES directory,
  name      TEXT NOT NULL,
  fold      TEXT NOT NULL,
  value     BLOB NOT NULL,                     -- raw path component
  source    INTEGER REFERENCES source,         -- either an original
  text      BLOB,                              -- or a text rendered at import,
  size      INTEGER,                           -- or a file of catalogue/, of so many bytes in catalogue_block,
  changed   INTEGER,                           -- and when these two last were others
  UNIQUE (directory, name),
  UNIQUE (directory, fold),
  CHECK ((source IS NULL) + (text IS NULL) + (size IS NULL) = 2 AND (source IS NULL) = (changed IS NOT NULL))
) STRICT;
CREATE INDEX file_name_changed ON file_name (changed) WHERE changed IS NOT NULL;
CREATE INDEX file_name_children ON file_name (directory, id);
CREATE UNIQUE INDEX file_name_source ON file_name (source, directory, value) WHERE source IS NOT NULL;
CREATE INDEX file_name_first ON file_name (source) WHERE source IS NOT NULL;     -- in order of id

CREATE TABLE holding (                         -- a source stands somewhere below a directory, and counts there once
  source    INTEGER NOT NULL REFERENCES source,
  directory INTEGER NOT NULL REFERENCES directory,
  PRIMARY KEY (source, directory)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (                          -- what a mount must hear of that no row above says: see erase.h
  id        INTEGER PRIMARY KEY AUTOINCREMENT,
  time      INTEGER NOT NULL,
  node      INTEGER NOT NULL,                  -- as of node.h: gone, or another than it was
  directory INTEGER,                           -- and `name` in it leads elsewhere than it did; NULL: no name
  name      TEXT                               -- of a document that is still here
) STRICT;
CREATE INDEX notice_time ON notice (time);

CREATE TABLE catalogue_block (                 -- bytes of a file of catalogue/, one after the other; see catalogue.h
  file     INTEGER NOT NULL REFERENCES file_name,
  first    INTEGER NOT NULL,                   -- offset of its first plain byte
  length   INTEGER NOT NULL,                   -- plain bytes
  checksum INTEGER NOT NULL,
  bytes    BLOB NOT NULL,                      -- one zstd frame
  PRIMARY KEY (file, first)
) STRICT;

-- ---- words and runs -------------------------------------------------------------------------------------------------

-- The body comes first: each place of a word in a later column costs a mark of the column, a third of the index.
CREATE VIRTUAL TABLE words USING fts5 (body, title, content='', tokenize='porter unicode61 remove_diacritics 2');

-- The titles once more: few, and so at once searched where the index of all words has long lists to walk.
CREATE VIRTUAL TABLE titles USING fts5 (title, content='document', content_rowid='id', columnsize=0,
                                        tokenize='porter unicode61 remove_diacritics 2');

CREATE TABLE run (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  started    INTEGER NOT NULL,
  ended      INTEGER,                          -- NULL: it was ended from outside
  process    INTEGER NOT NULL,                 -- that runs or ran it
  added      INTEGER NOT NULL,
  known      INTEGER NOT NULL,
  skipped    INTEGER NOT NULL,
  failed     INTEGER NOT NULL,
  bytes      INTEGER NOT NULL,
  pages      INTEGER NOT NULL,
  documents  INTEGER NOT NULL,
  unassigned INTEGER NOT NULL
) STRICT;

CREATE TABLE ledger (                          -- what a run says of single files: not of those that all went well for
  run     INTEGER NOT NULL REFERENCES run,
  number  INTEGER NOT NULL,
  outcome INTEGER NOT NULL,                    -- enum dossier_outcome
  path    BLOB NOT NULL,
  source  INTEGER REFERENCES source,
  reason  TEXT,
  PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;
