/* SPDX-License-Identifier: MIT */
/*
 * Every SQL text of this room but the queries that are composed (query-where.c), by the number that stmt.h
 * gives it. The names of its columns are explained in schema.sql.
 */
#include "stmt.h"

/* What a listing shows of each kind of row: the key, the name, and all that attributes.c makes of it. */
#define DIRECTORY_ATTRIBUTES "id, name, view, count, changed"
#define FILE_ATTRIBUTES                                                                                      \
	"f.id, f.name, f.source, coalesce(f.size, length(f.text)), f.changed, s.size, s.links, s.mtime, "    \
	"s.ctime "                                                                                           \
	"FROM file_name f LEFT JOIN source s ON s.id = f.source "
#define DOCUMENT_ATTRIBUTES "d.id, d.name, d.last - d.first, d.mtime, d.ctime, d.links"
#define DOCUMENT_ROW DOCUMENT_ATTRIBUTES ", d.source, d.text, d.first, d.last, d.checksum"
#define FACTS                                                                                                \
	"SELECT d.id, d.name, d.type, d.date, d.title, d.first, d.last, d.first_page, d.last_page, "         \
	"d.sha256, d.source, "                                                                               \
	"coalesce((SELECT CASE WHEN r.party IS NULL THEN 'withheld' ELSE r.name END FROM role r "            \
	"WHERE r.document = d.id AND r.role = 0 ORDER BY r.number LIMIT 1), '') FROM document d "

const char *const stmt_texts[STMT_COUNT] = {
	[STMT_APPLICATION_ID] = "PRAGMA application_id",
	[STMT_BEGIN] = "BEGIN",
	[STMT_BEGIN_IMMEDIATE] = "BEGIN IMMEDIATE",
	[STMT_CACHE_LITTLE] = "PRAGMA cache_size = -384",
	[STMT_COMMIT] = "COMMIT",
	[STMT_ROLLBACK] = "ROLLBACK",
	[STMT_SAVEPOINT] = "SAVEPOINT source",
	[STMT_SAVEPOINT_RELEASE] = "RELEASE source",
	[STMT_SAVEPOINT_ROLLBACK] = "ROLLBACK TO source",
	[STMT_USER_VERSION] = "PRAGMA user_version",
	[STMT_MIGRATE_COLUMNS] = "SELECT new.name FROM pragma_table_info(?, 'main') new "
				 "JOIN pragma_table_info('moved', 'temp') old USING (name)",
	[STMT_MIGRATE_LAST] = "SELECT seq FROM sqlite_sequence WHERE name = ?",
	[STMT_MIGRATE_OBJECT] = "SELECT sql FROM main.sqlite_schema WHERE name = ?",
	[STMT_MIGRATE_OBJECTS] =
		"SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL "
		"AND name NOT LIKE 'words/_%' ESCAPE '/' "
		"AND name NOT LIKE 'titles/_%' ESCAPE '/' AND name NOT LIKE 'sqlite/_%' ESCAPE '/' "
		"ORDER BY type = 'index', rowid",
	[STMT_MIGRATE_SET_LAST] = "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?",
	[STMT_PAGES] = "PRAGMA page_count",
	[STMT_PAGES_FREE] = "PRAGMA freelist_count",
	[STMT_PAGES_GIVE_BACK] = "PRAGMA incremental_vacuum(1024)",
	[STMT_WAL_OFF] = "PRAGMA journal_mode = DELETE",
	[STMT_WAL_ON] = "PRAGMA journal_mode = WAL",
	[STMT_WAL_TRUNCATE] = "PRAGMA wal_checkpoint(TRUNCATE)",

	[STMT_ALIAS] = "SELECT d.name, d.changed, d.view FROM alias a JOIN directory d ON d.id = a.directory "
		       "WHERE a.id = ?",
	[STMT_ALIAS_BY_NAME] = "SELECT a.id FROM alias a JOIN directory d ON d.id = a.directory "
			       "WHERE a.parent = ? AND a.name = ? AND d.count > 0",
	[STMT_ALIAS_INSERT] = "INSERT OR IGNORE INTO alias (parent, name, directory) VALUES (?, ?, ?)",
	[STMT_DIRECTORY] = "SELECT " DIRECTORY_ATTRIBUTES ", parent, depth FROM directory WHERE id = ?",
	[STMT_DIRECTORY_BY_NAME] = "SELECT " DIRECTORY_ATTRIBUTES " FROM directory "
				   "WHERE parent = ? AND fold = ? AND name = ? AND (count > 0 OR depth = 1)",
	[STMT_DIRECTORY_BY_VALUE] = "SELECT id FROM directory WHERE parent = ? AND value = ?",
	[STMT_DIRECTORY_COUNT] = "SELECT count, parent FROM directory WHERE id = ?",
	[STMT_DIRECTORY_COUNT_ADD] =
		"UPDATE directory SET count = count + ?1, shown = iif(0 IN (count, count + ?1), ?3, shown), "
		"changed = iif(?4, ?3, changed) WHERE id = ?2",
	[STMT_DIRECTORY_CHANGED] = "UPDATE directory SET changed = ? WHERE id = ?",
	[STMT_DIRECTORY_INSERT] =
		"INSERT INTO directory (parent, view, depth, name, fold, value, count, changed) "
		"VALUES (?, ?, ?, ?, ?, ?, 0, ?)",
	[STMT_DIRECTORY_LIST] =
		"SELECT " DIRECTORY_ATTRIBUTES " FROM directory INDEXED BY directory_children "
		"WHERE parent = ? AND id > ? AND (count > 0 OR depth = 1) ORDER BY id",
	[STMT_DIRECTORY_NAME] = "SELECT parent, name, depth, value FROM directory WHERE id = ?",
	[STMT_ENTRY_BY_DOCUMENT] =
		"SELECT " DOCUMENT_ATTRIBUTES " FROM entry e JOIN document d ON d.id = e.document "
		"WHERE e.directory = ? AND e.document = ?",
	[STMT_ENTRY_INSERT] = "INSERT INTO entry (directory, document) VALUES (?, ?)",
	[STMT_ENTRY_LIST] = "SELECT " DOCUMENT_ROW " FROM entry e CROSS JOIN document d ON d.id = e.document "
			    "WHERE e.directory = ? AND e.document > ? ORDER BY e.document",
	[STMT_FILE_NAME_BY_NAME] = "SELECT " FILE_ATTRIBUTES "WHERE f.directory = ? AND f.name = ?",
	[STMT_FILE_NAME_INSERT] =
		"INSERT INTO file_name (directory, name, fold, value, source, text, changed) "
		"VALUES (?, ?, ?, ?, ?, ?, ?)",
	[STMT_FILE_NAME_LIST] = "SELECT " FILE_ATTRIBUTES "WHERE f.directory = ? AND f.id > ? ORDER BY f.id",
	[STMT_FILE_NAME_HAS] = "SELECT id FROM file_name WHERE source = ? AND directory = ? AND value = ?",
	[STMT_FILE_NAME_OF_SOURCE] =
		"SELECT directory, name, value FROM file_name WHERE source = ? ORDER BY id LIMIT 1",
	[STMT_FILE_NAME_TEXT] = "SELECT text, size FROM file_name WHERE id = ? AND source IS NULL",
	[STMT_FILE_NAME_SET_TEXT] =
		"UPDATE file_name SET text = ?, changed = ? WHERE directory = ? AND name = ? AND text <> ?1",
	[STMT_HOLDING_ADD] = "INSERT INTO holding (source, directory) VALUES (?, ?) "
			     "ON CONFLICT DO NOTHING",
	[STMT_NAME_TAKEN] = "SELECT 1 FROM directory WHERE parent = ?1 AND fold = ?2 UNION ALL "
			    "SELECT 1 FROM file_name WHERE directory = ?1 AND fold = ?2",
	[STMT_STAT_ORIGINAL] =
		"SELECT NULL, NULL, id, NULL, NULL, size, links, mtime, ctime FROM source WHERE id = ?",
	[STMT_STAT_TEXT] = "SELECT " FILE_ATTRIBUTES "WHERE f.id = ? AND f.source IS NULL",
	[STMT_TOTALS] =
		"SELECT coalesce((SELECT sum(count) FROM directory WHERE parent = 1 AND view IN (0, 1)), 0), "
		"(SELECT page_count * page_size FROM pragma_page_count, pragma_page_size), "
		"(SELECT value FROM setting WHERE key = 'clock')",

	[STMT_CHUNK_AT] = "SELECT first, length, dictionary, checksum, bytes FROM chunk "
			  "WHERE id BETWEEN ?1 << 36 AND (?1 << 36) + ?2 ORDER BY id DESC LIMIT 1",
	[STMT_CHUNK_INSERT] = "INSERT INTO chunk (id, length, dictionary, checksum, bytes) "
			      "VALUES ((?1 << 36) + ?2, ?3, nullif(?4, 0), ?5, ?6)",
	[STMT_CONTENT_BY_HASH] = "SELECT id FROM content WHERE sha256 = ?",
	[STMT_CONTENT_LENGTH] = "SELECT length FROM content WHERE id = ?",
	[STMT_CONTENT_INSERT] = "INSERT INTO content (length, sha256) VALUES (?, ?)",
	[STMT_DICTIONARY] = "SELECT bytes FROM dictionary WHERE id = ?",
	[STMT_DICTIONARY_INSERT] = "INSERT INTO dictionary (bytes) VALUES (?)",
	[STMT_DICTIONARY_NEWEST] = "SELECT max(id) FROM dictionary",

	[STMT_PACK_CACHE] = "PRAGMA cache_size = -16384",
	[STMT_PACK_CHUNK_AFTER] = "SELECT id, content, first, dictionary, length(bytes) FROM chunk "
				  "WHERE id > ? ORDER BY id LIMIT 1",
	[STMT_PACK_CHUNK_LAST] = "SELECT coalesce(max(id), 0) FROM chunk",
	[STMT_PACK_CHUNK_SET] =
		"UPDATE chunk SET dictionary = nullif(?, 0), checksum = ?, bytes = ? WHERE id = ?",
	[STMT_PACK_DICTIONARIES] = "DELETE FROM dictionary WHERE id <> ?1 AND (?2 OR id NOT IN "
				   "(SELECT dictionary FROM chunk WHERE dictionary IS NOT NULL))",
	[STMT_PACK_PAGES] = "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, "
			    "pragma_freelist_count, pragma_page_size",
	[STMT_PACK_VACUUM] = "VACUUM",
	[STMT_TITLES_MERGE] = "INSERT INTO titles (titles, rank) VALUES ('merge', ?)",
	[STMT_WORDS_MERGE] = "INSERT INTO words (words, rank) VALUES ('merge', ?)",

	[STMT_FILE_GET] = "SELECT source, outcome, reason FROM file "
			  "WHERE path = ? AND size = ? AND mtime = ? AND inode = ? AND parser = ?",
	[STMT_FILE_PUT] =
		"INSERT OR REPLACE INTO file (path, size, mtime, inode, source, outcome, parser, reason) "
		"VALUES (?, ?, ?, ?, nullif(?, 0), ?, ?, ?)",
	[STMT_PAGE_INSERT] = "INSERT INTO page (source, number, first) VALUES (?, ?, ?)",
	[STMT_PROPERTY_INSERT] = "INSERT INTO property (source, key, value) VALUES (?, ?, ?)",
	[STMT_PROPERTY_LIST] = "SELECT key, value FROM property WHERE source = ? ORDER BY key",
	[STMT_SOURCE] = "SELECT content, size, text, links, mtime, ctime, checksum FROM source WHERE id = ?",
	[STMT_SOURCE_BY_HASH] =
		"SELECT s.id FROM content c JOIN source s ON s.content = c.id WHERE c.sha256 = ?",
	[STMT_SOURCE_DEPTH] = "SELECT depth FROM source WHERE id = ?",
	[STMT_SOURCE_INSERT] =
		"INSERT INTO source (parent, depth, members, content, size, text, media, charset, zone, "
		"parser, unassigned, links, mtime, ctime, checksum) "
		"VALUES (nullif(?, 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?, 0)",
	[STMT_SOURCE_LINK_ADD] = "UPDATE source SET links = links + 1 WHERE id = ?",
	[STMT_SOURCE_LINKS] = "SELECT links FROM source WHERE id = ?",
	[STMT_SOURCE_PARENT] = "SELECT parent FROM source WHERE id = ? AND parent IS NOT NULL",
	[STMT_SOURCE_PENDING] =
		"SELECT id, depth, size, media FROM source INDEXED BY source_unpack "
		"WHERE members IN (1, 3) AND (members = 1 OR ?) AND id > ? ORDER BY id LIMIT 1",
	[STMT_SOURCE_ROOT] = "WITH RECURSIVE above (id, parent, size) AS ("
			     "SELECT id, parent, size FROM source WHERE id = ? UNION ALL "
			     "SELECT s.id, s.parent, s.size FROM above a JOIN source s ON s.id = a.parent) "
			     "SELECT id, size FROM above WHERE parent IS NULL",
	[STMT_SOURCE_SET_MEMBERS] = "UPDATE source SET members = ? WHERE id = ?",
	[STMT_SOURCE_SET_UNASSIGNED] = "UPDATE source SET unassigned = ?, checksum = ? WHERE id = ?",

	[STMT_CITATION_INSERT] = "INSERT INTO citation (document, first, number, ground) VALUES (?, ?, ?, ?)",
	[STMT_CITATION_LIST] =
		"SELECT g.regime, g.code, m.class, m.confidence, m.first, m.last FROM mark m "
		"JOIN citation c ON c.document = m.document AND c.first = m.first "
		"JOIN ground g ON g.id = c.ground WHERE m.document = ? ORDER BY m.first, c.number",
	[STMT_CODES] = "SELECT g.regime, g.code, count(*) FROM mark m "
		       "JOIN citation c ON c.document = m.document AND c.first = m.first "
		       "JOIN ground g ON g.id = c.ground WHERE m.document = ? AND m.class <> ? "
		       "GROUP BY g.regime, g.code ORDER BY g.regime, g.code",
	[STMT_COUNTRIES] = "SELECT code FROM country WHERE document = ? AND filed ORDER BY code",
	[STMT_COUNTRY_INSERT] =
		"INSERT INTO country (document, code, filed, names, demonyms, divisions, cities, first, "
		"last) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	[STMT_COUNTRY_LIST] =
		"SELECT code, filed, names, demonyms, divisions, cities, first, last FROM country "
		"WHERE document = ? ORDER BY code",
	[STMT_DOCUMENT] = "SELECT " DOCUMENT_ROW " FROM document d WHERE d.id = ?",
	[STMT_DOCUMENT_INSERT] =
		"INSERT INTO document (id, source, text, first, last, first_page, last_page, name, mtime, "
		"ctime, links, type, date, date_min, date_max, title, sha256, checksum, thread) "
		"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, -9223372036854775807), "
		"nullif(?, -9223372036854775807), ?, ?, ?, ?)",
	[STMT_DOCUMENT_LAST] = "SELECT seq FROM sqlite_sequence WHERE name = 'document'",
	[STMT_DOCUMENTS_OF_SOURCE] = "SELECT id FROM document WHERE source = ? ORDER BY first",
	[STMT_EVIDENCE_INSERT] =
		"INSERT INTO evidence (document, fact, first, last, confidence) VALUES (?, ?, ?, ?, ?)",
	[STMT_EVIDENCE_LIST] =
		"SELECT fact, first, last, confidence FROM evidence WHERE document = ? ORDER BY fact",
	[STMT_FACTS] = FACTS "WHERE d.id = ?",
	[STMT_FACTS_LIST] = FACTS "WHERE d.id > ? ORDER BY d.id LIMIT ?",
	[STMT_GROUND_BY_CODE] = "SELECT id FROM ground WHERE regime = ? AND code = ?",
	[STMT_GROUND_INSERT] = "INSERT INTO ground (regime, code) VALUES (?, ?)",
	[STMT_MARK_INSERT] =
		"INSERT INTO mark (document, first, last, class, confidence) VALUES (?, ?, ?, ?, ?)",
	[STMT_MESSAGE_ID_INSERT] = "INSERT INTO message_id (document, number, id) VALUES (?, ?, ?)",
	[STMT_MESSAGE_ID_LIST] = "SELECT number, id FROM message_id WHERE document = ? ORDER BY number",
	[STMT_PARTY_ALIAS_ANY] = "SELECT EXISTS (SELECT 1 FROM party_alias)",
	[STMT_PARTY_ALIAS_CLEAR] = "DELETE FROM party_alias",
	[STMT_PARTY_ALIAS_FORGET] = "DROP TABLE temp.party_alias_before",
	[STMT_PARTY_ALIAS_GET] =
		"SELECT p.key, p.name FROM party_alias a JOIN party_alias p ON p.key = a.party "
		"WHERE a.key = ?",
	[STMT_PARTY_ALIAS_INSERT] = "INSERT OR IGNORE INTO party_alias (key, name, party) VALUES (?, ?, ?)",
	[STMT_PARTY_ALIAS_KEEP] =
		"CREATE TEMP TABLE party_alias_before AS SELECT key, party FROM party_alias",
	/* Who had no alias stands under its own key, who had one under that of its party. */
	[STMT_PARTY_ALIAS_OUTDATE] =
		"UPDATE source SET parser = 0 WHERE parser <> 0 AND id IN (SELECT d.source FROM party p "
		"JOIN role r ON r.party = p.id JOIN document d ON d.id = r.document WHERE p.key IN "
		"(SELECT key FROM (SELECT key, party FROM party_alias EXCEPT SELECT key, party "
		"FROM temp.party_alias_before) WHERE key <> party UNION SELECT party FROM (SELECT key, party "
		"FROM temp.party_alias_before EXCEPT SELECT key, party FROM party_alias)))",
	[STMT_PARTY_BY_KEY] = "SELECT id FROM party WHERE key = ?",
	[STMT_PARTY_INSERT] = "INSERT INTO party (kind, key, name) VALUES (?, ?, ?)",
	[STMT_ROLE_INSERT] = "INSERT INTO role (document, role, number, party, name, first, last) "
			     "VALUES (?, ?, ?, nullif(?, 0), ?, ?, ?)",
	[STMT_ROLE_LIST] =
		"SELECT role, party, name, first, last FROM role WHERE document = ? ORDER BY role, number",
	[STMT_THREAD_OF_MESSAGE_ID] =
		"SELECT d.thread FROM message_id m JOIN document d ON d.id = m.document "
		"WHERE m.id = ? AND d.thread <> 0 ORDER BY m.document LIMIT 1",
	[STMT_THREAD_OF_TRACE] = "SELECT thread FROM thread_trace "
				 "WHERE trace = ? AND day BETWEEN ? AND ? ORDER BY day LIMIT 1",
	[STMT_THREAD_TRACE_INSERT] =
		"INSERT INTO thread_trace (trace, day, thread) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",

	/* rank 1: what it holds is what `document` holds */
	[STMT_TITLES_CHECK] = "INSERT INTO titles (titles, rank) VALUES ('integrity-check', 1)",
	[STMT_TITLES_ERASE] = "INSERT INTO titles (titles, rowid, title) VALUES ('delete', ?, ?)",
	[STMT_TITLES_INSERT] = "INSERT INTO titles (rowid, title) VALUES (?, ?)",
	[STMT_TITLES_REBUILD] = "INSERT INTO titles (titles) VALUES ('rebuild')",
	[STMT_WORDS_CHECK] = "INSERT INTO words (words) VALUES ('integrity-check')",
	[STMT_WORDS_SET] = "INSERT INTO words (words, rank) VALUES (?, ?)",
	[STMT_WORDS_SETTING] = "SELECT v FROM words_config WHERE k = ?",
	[STMT_WORDS_INSERT] = "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)",

	[STMT_CATALOGUE_BLOCK_AT] = "SELECT first, length, NULL, checksum, bytes FROM catalogue_block "
				    "WHERE file = ? AND first <= ? ORDER BY first DESC LIMIT 1",
	[STMT_CATALOGUE_BLOCK_PUT] =
		"INSERT OR REPLACE INTO catalogue_block (file, first, length, checksum, bytes) "
		"VALUES (?, ?, ?, ?, ?)",
	[STMT_CATALOGUE_COUNTRIES] =
		"SELECT c.document, c.code, c.code, c.filed, c.names, c.demonyms, c.divisions, c.cities, "
		"max(c.first - d.first, 0), max(c.last - d.first, 0) "
		"FROM country c JOIN document d ON d.id = c.document WHERE c.document > ? "
		"ORDER BY c.document, c.code",
	[STMT_CATALOGUE_DOCUMENTS] =
		"SELECT d.id, d.name, d.type, "
		"coalesce((SELECT CASE WHEN r.party IS NULL THEN 'withheld' ELSE r.name END FROM role r "
		"WHERE r.document = d.id AND r.role = 0 ORDER BY r.number LIMIT 1), ''), d.date, d.title, "
		"coalesce((SELECT group_concat(code) FROM (SELECT g.regime || ':' || replace(g.code, ' ', "
		"'_') || '=' || count(*) AS code FROM mark m "
		"JOIN citation c ON c.document = m.document AND c.first = m.first "
		"JOIN ground g ON g.id = c.ground WHERE m.document = d.id AND m.class <> 2 "
		"GROUP BY g.regime, g.code ORDER BY g.regime, g.code)), ''), "
		"coalesce((SELECT group_concat(code) FROM (SELECT code FROM country "
		"WHERE document = d.id AND filed ORDER BY code)), ''), "
		"d.source, d.first, d.last, d.first_page, d.last_page, d.sha256, nullif(d.thread, 0) "
		"FROM document d WHERE d.id > ? ORDER BY d.id",
	[STMT_CATALOGUE_FILE] =
		"SELECT id, size FROM file_name WHERE directory = ? AND name = ? AND size IS NOT NULL",
	[STMT_CATALOGUE_FOUND] = "INSERT INTO file_name (directory, name, fold, value, size, changed) "
				 "VALUES (?, ?, ?, ?, 0, ?)",
	[STMT_CATALOGUE_LAST] = "SELECT (SELECT coalesce(max(id), 0) FROM document), "
				"(SELECT coalesce(max(id), 0) FROM source), "
				"(SELECT coalesce(max(number), 0) FROM ledger WHERE run = ?)",
	/* Without what says no more than that a file is here: 1 is DOSSIER_KNOWN. */
	[STMT_CATALOGUE_LEDGER] =
		"SELECT l.run, strftime('%Y-%m-%dT%H:%M:%SZ', r.started / 1000000000, 'unixepoch'), "
		"l.number, "
		"l.outcome, l.path, l.source, l.reason FROM ledger l JOIN run r ON r.id = l.run "
		"WHERE l.number > ? AND l.run = ? AND (l.outcome <> 1 OR l.reason IS NOT NULL) "
		"ORDER BY l.number",
	[STMT_CATALOGUE_REDACTIONS] =
		"SELECT m.document, g.regime, g.code, m.class, m.confidence, "
		"coalesce((SELECT number FROM page WHERE source = d.source AND first <= m.first "
		"ORDER BY first DESC, number DESC LIMIT 1), 0), "
		"m.first - d.first, m.last - d.first, d.text, d.first, d.last, m.first, m.last FROM mark m "
		"JOIN citation c ON c.document = m.document AND c.first = m.first "
		"JOIN ground g ON g.id = c.ground JOIN document d ON d.id = m.document "
		"WHERE m.document > ? ORDER BY m.document, m.first, c.number",
	[STMT_CATALOGUE_SENDERS] =
		"SELECT r.document, iif(r.party IS NULL, 'withheld', r.name), coalesce(p.kind, 2), p.key, "
		"p.name, max(r.first - d.first, 0), max(r.last - d.first, 0) FROM role r "
		"JOIN document d ON d.id = r.document LEFT JOIN party p ON p.id = r.party "
		"WHERE r.document > ? AND r.role = 0 ORDER BY r.document, r.number",
	[STMT_CATALOGUE_SET_SIZE] = "UPDATE file_name SET size = ?, changed = ? WHERE id = ?",
	[STMT_CATALOGUE_SOURCES] =
		"SELECT s.id, s.id, s.parent, s.media, s.charset, s.size, "
		"(SELECT count(*) FROM page WHERE source = s.id), "
		"(SELECT count(*) FROM document WHERE source = s.id), s.unassigned, "
		"strftime('%Y-%m-%dT%H:%M:%SZ', s.mtime, 'unixepoch'), s.parser, c.sha256 "
		"FROM source s JOIN content c ON c.id = s.content WHERE s.id > ? ORDER BY s.id",

	[STMT_LEDGER_INSERT] = "INSERT INTO ledger (run, number, outcome, path, source, reason) "
			       "VALUES (?, ?, ?, ?, nullif(?, 0), ?)",
	[STMT_README_CODE] = "SELECT d.name FROM directory v JOIN directory l ON l.parent = v.id "
			     "JOIN directory d ON d.parent = l.id WHERE v.parent = 1 AND v.name = "
			     "'by-redaction' AND d.count > 0 ORDER BY d.id LIMIT 1",
	[STMT_README_TITLE] = "SELECT title, date FROM document WHERE date <> '' AND "
			      "title GLOB '*[A-Za-z][A-Za-z][A-Za-z][A-Za-z]*' ORDER BY id LIMIT 1",
	[STMT_README_EXAMPLE] =
		"SELECT v.name || '/' || d.name FROM directory v JOIN directory d ON d.parent = v.id "
		"WHERE v.parent = 1 AND v.name = ? AND d.count > 0 ORDER BY substr(d.value, 1, 1) = x'00', "
		"d.id "
		"LIMIT 1",
	[STMT_RUN_INSERT] =
		"INSERT INTO run (started, process, added, known, skipped, failed, bytes, pages, documents, "
		"unassigned) VALUES (?, ?, 0, 0, 0, 0, 0, 0, 0, 0)",
	[STMT_RUN_PROCESS] = "SELECT process FROM run WHERE id = (SELECT max(id) FROM run) AND ended IS NULL",
	[STMT_RUN_UPDATE] =
		"UPDATE run SET added = ?, known = ?, skipped = ?, failed = ?, bytes = ?, pages = ?, "
		"documents = ?, unassigned = ?, ended = nullif(?, 0) WHERE id = ?",
	[STMT_SETTING_GET] = "SELECT value FROM setting WHERE key = ?",
	[STMT_SETTING_PUT] = "INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)",

	[STMT_CHECK_CATALOGUE] =
		"SELECT f.id, f.name, f.size, coalesce((SELECT sum(b.length) FROM catalogue_block b "
		"WHERE b.file = f.id), 0) FROM file_name f WHERE f.size IS NOT NULL ORDER BY f.id",
	[STMT_CHECK_CONTENTS] = "SELECT id, length, sha256 FROM content ORDER BY id",
	[STMT_CHECK_DIRECTORIES] =
		"WITH RECURSIVE below (top, id) AS (SELECT id, id FROM directory UNION " /* a circle would
											    never end */
		"SELECT b.top, d.id FROM below b JOIN directory d ON d.parent = b.id) "
		"SELECT d.id, d.count, coalesce((SELECT count(DISTINCT e.document) FROM below b JOIN entry e "
		"ON e.directory = b.id WHERE b.top = d.id), 0) + coalesce((SELECT count(DISTINCT f.source) "
		"FROM below b "
		"JOIN file_name f ON f.directory = b.id AND f.source IS NOT NULL WHERE b.top = d.id), 0) AS "
		"found "
		"FROM directory d WHERE d.parent IS NOT NULL AND d.count <> found",
	[STMT_CHECK_DOCUMENTS] = "SELECT d.id, d.sha256, coalesce(c.length, 0), "
				 "lag(d.last, 1, 0) OVER (PARTITION BY d.source ORDER BY d.first) "
				 "FROM document d LEFT JOIN content c ON c.id = d.text ORDER BY d.id",
	[STMT_CHECK_FOREIGN_KEYS] = "PRAGMA foreign_key_check",
	[STMT_CHECK_HOLDING] =
		"WITH RECURSIVE above (source, directory) AS (SELECT source, directory FROM file_name "
		"WHERE source IS NOT NULL UNION SELECT a.source, d.parent FROM above a "
		"JOIN directory d ON d.id = a.directory WHERE d.depth > 1) "
		"SELECT * FROM (SELECT * FROM above EXCEPT SELECT source, directory FROM holding) "
		"UNION ALL "
		"SELECT * FROM (SELECT source, directory FROM holding EXCEPT SELECT * FROM above)",
	[STMT_CHECK_INTEGRITY] = "PRAGMA integrity_check",
	[STMT_CHECK_LINKS] = "SELECT d.view, count(*) FROM entry e JOIN directory d ON d.id = e.directory "
			     "WHERE e.document = ? GROUP BY d.view",
	[STMT_CHECK_NAMES] = "SELECT id, links FROM document ORDER BY id",
	[STMT_CHECK_PARENTS] =
		"SELECT s.id, s.members BETWEEN 0 AND 3 FROM source s LEFT JOIN source p ON p.id = s.parent "
		"WHERE s.members NOT BETWEEN 0 AND 3 "
		"OR s.depth IS NOT CASE WHEN s.parent IS NULL THEN 0 ELSE p.depth + 1 END ORDER BY s.id",
	[STMT_CHECK_PLACES] = "SELECT d.id FROM directory d LEFT JOIN directory p ON p.id = d.parent "
			      "WHERE d.id <> 1 AND (d.depth IS NOT p.depth + 1 OR (d.view IS NOT p.view AND "
			      "p.id IS NOT 1))",
	[STMT_CHECK_PROPERTIES] = "SELECT source, key FROM property",
	[STMT_CHECK_SCHEMA] =
		"SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'words/_%' ESCAPE '/' "
		"AND name NOT LIKE 'titles/_%' ESCAPE '/' "
		"ORDER BY name", /* FTS5 makes words_ and titles_ as its version likes */
	[STMT_CHECK_SOURCES] =
		"SELECT s.id, s.content, s.size, s.text, s.mtime, s.ctime, s.checksum, s.unassigned, "
		"t.length - coalesce((SELECT sum(d.last - d.first) FROM document d WHERE d.source = s.id), "
		"0), "
		"s.links, (SELECT count(*) FROM file_name f WHERE f.source = s.id), c.length FROM source s "
		"LEFT JOIN content c ON c.id = s.content LEFT JOIN content t ON t.id = s.text ORDER BY s.id",
	/* A number of one that the other has not, and whether it is the document. */
	[STMT_CHECK_INDEXED] =
		"SELECT id, 1 FROM (SELECT id FROM document EXCEPT SELECT id FROM words_docsize) UNION ALL "
		"SELECT id, 0 FROM (SELECT id FROM words_docsize EXCEPT SELECT id FROM document)",

	[STMT_CHANGED_ALIASES] = "SELECT id, name FROM alias WHERE directory = ?",
	/* With all that stand above them, since a count is everyone's above. */
	[STMT_CHANGED_DIRECTORIES] =
		"WITH RECURSIVE above (id) AS (SELECT id FROM directory WHERE changed > ?1 UNION "
		"SELECT d.parent FROM above a JOIN directory d ON d.id = a.id WHERE d.parent IS NOT NULL) "
		"SELECT " DIRECTORY_ATTRIBUTES ", parent, changed > ?1, shown > ?1 AND depth > 1 "
		"FROM above CROSS JOIN directory USING (id)",
	[STMT_CHANGED_NAMES] = "SELECT id, name, directory, source FROM file_name WHERE id > ? ORDER BY id",
	[STMT_CHANGED_TEXTS] = "SELECT id FROM file_name WHERE changed > ?",
	[STMT_DATA_VERSION] = "PRAGMA data_version",
	[STMT_NOW] = "SELECT s.value, (SELECT coalesce(max(id), 0) FROM file_name) FROM setting s "
		     "WHERE s.key = 'clock'",
	[STMT_CATALOGUE_ERASE] = "DELETE FROM catalogue_block WHERE file = ?",
	[STMT_CATALOGUE_RUN] = "SELECT id FROM run WHERE id > ? ORDER BY id LIMIT 1",
	[STMT_NOTICE_PRUNE] = "DELETE FROM notice WHERE time < ?",
	[STMT_SECURE_DELETE] = "PRAGMA secure_delete = ON",
	/* Of contents that no source has any more. */
	[STMT_CHUNK_ERASE] =
		"DELETE FROM chunk WHERE id BETWEEN ?1 << 36 AND (?1 << 36) + 0xFFFFFFFFF AND NOT EXISTS "
		"(SELECT 1 FROM source WHERE content = ?1 OR text = ?1)",
	[STMT_CONTENT_ERASE] = "DELETE FROM content WHERE id = ?1 AND NOT EXISTS "
			       "(SELECT 1 FROM source WHERE content = ?1 OR text = ?1)",
	[STMT_DOCUMENT_FACTS] =
		"SELECT first, last, first_page, last_page, type, date, title FROM document WHERE id = ?",
	[STMT_DOCUMENT_SET_TEXT] = "UPDATE document SET text = ?, checksum = ? WHERE id = ?",
	[STMT_DOCUMENT_WORDS] =
		"SELECT id, title, text, first, last FROM document WHERE id >= ? ORDER BY id LIMIT 1",
	[STMT_ENTRY_ABOVE] =
		"WITH RECURSIVE above (id) AS (SELECT directory FROM entry WHERE document = ? UNION "
		"SELECT d.parent FROM above a JOIN directory d ON d.id = a.id WHERE d.parent IS NOT NULL) "
		"SELECT id FROM above",
	[STMT_ENTRY_DIRECTORIES] = "SELECT directory FROM entry WHERE document = ?",
	[STMT_ERASE_CITATIONS] = "DELETE FROM citation WHERE document = ?",
	[STMT_ERASE_COUNTRIES] = "DELETE FROM country WHERE document = ?",
	[STMT_ERASE_DOCUMENT] = "DELETE FROM document WHERE id = ?",
	[STMT_ERASE_ENTRIES] = "DELETE FROM entry WHERE document = ?",
	[STMT_ERASE_EVIDENCE] = "DELETE FROM evidence WHERE document = ?",
	[STMT_ERASE_MARKS] = "DELETE FROM mark WHERE document = ?",
	[STMT_ERASE_MESSAGE_IDS] = "DELETE FROM message_id WHERE document = ?",
	[STMT_ERASE_PAGES] = "DELETE FROM page WHERE source = ?",
	[STMT_ERASE_PROPERTIES] = "DELETE FROM property WHERE source = ?",
	[STMT_ERASE_ROLES] = "DELETE FROM role WHERE document = ?",
	[STMT_MARK_FACTS] =
		"SELECT m.first, m.last, m.class, m.confidence, g.regime, g.code FROM mark m "
		"LEFT JOIN citation c ON c.document = m.document AND c.first = m.first "
		"LEFT JOIN ground g ON g.id = c.ground WHERE m.document = ? ORDER BY m.first, c.number",
	[STMT_NOTICE_INSERT] =
		"INSERT INTO notice (time, node, directory, name) VALUES (?, ?, nullif(?, 0), ?)",
	[STMT_NOTICE_LIST] = "SELECT node, directory, name FROM notice WHERE time > ? ORDER BY id",
	[STMT_ROLE_FACTS] =
		"SELECT r.role, r.party IS NULL, coalesce(p.kind, 2), coalesce(p.key, ''), r.name, r.first, "
		"r.last FROM role r LEFT JOIN party p ON p.id = r.party WHERE r.document = ? "
		"ORDER BY r.number",
	[STMT_SETTING_ERASE] = "DELETE FROM setting WHERE key = ?",
	[STMT_SOURCE_DOCUMENTS] =
		"SELECT id, first, last, text, sha256 FROM document WHERE source = ? ORDER BY first",
	[STMT_SOURCE_OUTDATED] = "SELECT s.id, s.size, s.mtime, p.media, coalesce(s.parent, 0) FROM source s "
				 "LEFT JOIN source p ON p.id = s.parent "
				 "WHERE s.id > ? AND s.parser < ? ORDER BY s.id LIMIT 1",
	[STMT_SOURCE_SET_PARSER] = "UPDATE source SET parser = ? WHERE id = ?",
	[STMT_SOURCE_STORED] =
		"SELECT content, size, text, mtime, ctime, zone, members FROM source WHERE id = ?",
	[STMT_SOURCE_UPDATE] = "UPDATE source SET text = ?, media = ?, charset = ?, parser = ?, "
			       "members = ?, unassigned = ?, checksum = ? WHERE id = ?",
	[STMT_WORDS_ERASE] = "INSERT INTO words (words, rowid, title, body) VALUES ('delete', ?, ?, ?)",
	[STMT_WORDS_ERASE_ALL] = "INSERT INTO words (words) VALUES ('delete-all')",

	/* `gone` and gone_... are tables of the connection: see remove.h. */
	[STMT_ALIAS_MOVE] = "UPDATE alias SET directory = ?1 WHERE directory = ?2",
	[STMT_DIRECTORY_COPY_COUNT] =
		"UPDATE directory SET count = (SELECT o.count FROM directory o WHERE o.id = ?2), "
		"shown = changed WHERE id = ?1",
	[STMT_DIRECTORY_ERASE] = "DELETE FROM directory WHERE id = ?",
	[STMT_DIRECTORY_HOLDER] =
		"SELECT h.source FROM directory d JOIN file_name h ON h.directory = d.parent AND "
		"h.name = substr(CAST(d.value AS TEXT), 1, length(CAST(d.value AS TEXT)) - 2) WHERE "
		"d.id = ? AND d.value = CAST(h.name || '.d' AS BLOB) AND h.source IS NOT NULL",
	[STMT_DIRECTORY_LEAF] =
		"SELECT parent, view, depth, name, value FROM directory WHERE id = ? AND depth > 1 "
		"AND substr(value, 1, 1) <> x'00'",
	[STMT_DIRECTORY_NAMED] = "SELECT id FROM directory WHERE parent = ? AND name = ?",
	[STMT_DIRECTORY_SET_ASIDE] = "UPDATE directory SET value = CAST(char(1) || id AS BLOB) WHERE id = ?",
	[STMT_DOCUMENT_THREAD] = "SELECT source, thread FROM document WHERE id = ?",
	[STMT_EMPTY_ALIASES] =
		"SELECT id FROM alias WHERE directory IN (SELECT id FROM directory WHERE count = 0 "
		"AND depth > 1 AND substr(value, 1, 1) <> x'00')",
	[STMT_EMPTY_ALIASES_ERASE] =
		"DELETE FROM alias WHERE directory IN (SELECT id FROM directory WHERE count = 0 AND "
		"depth > 1 AND substr(value, 1, 1) <> x'00')",
	[STMT_EMPTY_DIRECTORIES] =
		"SELECT id FROM directory WHERE count = 0 AND depth > 1 AND substr(value, 1, 1) <> "
		"x'00'",
	[STMT_EMPTY_DIRECTORIES_ERASE] =
		"DELETE FROM directory WHERE count = 0 AND depth > 1 AND substr(value, 1, 1) <> x'00'",
	[STMT_ENTRY_MOVE] = "UPDATE entry SET directory = ?1 WHERE directory = ?2",
	[STMT_ENTRY_NEXT] =
		"SELECT document FROM entry WHERE directory = ? AND document > ? ORDER BY document "
		"LIMIT 1",
	[STMT_FILE_NAME_SOURCE] =
		"SELECT source FROM file_name WHERE directory = ? AND name = ? AND source IS NOT NULL",
	[STMT_GONE_ADD] = "INSERT OR IGNORE INTO gone (source) VALUES (?)",
	[STMT_GONE_CHILDREN] =
		"SELECT id FROM source WHERE parent IN (SELECT source FROM gone) AND id NOT IN "
		"(SELECT source FROM gone) ORDER BY id",
	[STMT_GONE_CLEAR] = "DELETE FROM gone",
	[STMT_GONE_CONTENTS] =
		"SELECT s.content FROM gone g JOIN source s ON s.id = g.source UNION SELECT s.text "
		"FROM gone g JOIN source s ON s.id = g.source",
	[STMT_GONE_COUNT] = "SELECT count(*) FROM gone",
	[STMT_GONE_DOCUMENTS] =
		"SELECT d.id FROM gone g JOIN document d ON d.source = g.source ORDER BY d.id",
	[STMT_GONE_FILES] =
		"DELETE FROM file WHERE source IN (SELECT source FROM gone) OR (source IS NULL AND "
		"path IN (SELECT path FROM gone_path))",
	[STMT_GONE_GROUNDS] = "DELETE FROM ground WHERE id NOT IN (SELECT ground FROM citation)",
	[STMT_GONE_HOLDER] =
		"WITH RECURSIVE up (directory) AS (SELECT f.directory FROM file_name f JOIN source s "
		"ON s.id = f.source WHERE f.source = ?1 AND (s.parent IS NOT NULL OR f.id <> (SELECT "
		"min(id) FROM file_name WHERE source = ?1)) UNION SELECT d.parent FROM up u JOIN "
		"directory d ON d.id = u.directory WHERE d.depth > 1) SELECT h.source FROM up u JOIN "
		"directory d ON d.id = u.directory JOIN file_name h ON h.directory = d.parent AND "
		"h.name = substr(CAST(d.value AS TEXT), 1, length(CAST(d.value AS TEXT)) - 2) WHERE "
		"d.value = CAST(h.name || '.d' AS BLOB) AND h.source IS NOT NULL AND h.source <> ?1 "
		"AND h.source NOT IN (SELECT source FROM gone) ORDER BY d.depth DESC LIMIT 1",
	[STMT_GONE_HOLDERS] = "SELECT s.id FROM gone g JOIN source s ON s.id = g.source WHERE s.members <> 0",
	[STMT_GONE_HOLDER_ANY] =
		"WITH RECURSIVE up (directory) AS (SELECT f.directory FROM file_name f JOIN source s "
		"ON s.id = f.source WHERE f.source = ?1 UNION SELECT d.parent FROM up u JOIN "
		"directory d ON d.id = u.directory WHERE d.depth > 1) SELECT h.source FROM up u JOIN "
		"directory d ON d.id = u.directory JOIN file_name h ON h.directory = d.parent AND "
		"h.name = substr(CAST(d.value AS TEXT), 1, length(CAST(d.value AS TEXT)) - 2) WHERE "
		"d.value = CAST(h.name || '.d' AS BLOB) AND h.source IS NOT NULL AND h.source <> ?1 "
		"AND h.source NOT IN (SELECT source FROM gone) ORDER BY d.depth DESC LIMIT 1",
	[STMT_GONE_HOLDING] =
		"WITH RECURSIVE above (source, directory) AS (SELECT source, directory FROM file_name"
		" WHERE source IN (SELECT source FROM gone_name) UNION SELECT a.source, d.parent FROM"
		" above a JOIN directory d ON d.id = a.directory WHERE d.depth > 1) SELECT source, "
		"directory FROM holding WHERE source IN (SELECT source FROM gone_name) EXCEPT SELECT "
		"source, directory FROM above",
	[STMT_GONE_LEDGER] =
		"DELETE FROM ledger WHERE source IN (SELECT source FROM gone) OR (source IS NULL AND "
		"path IN (SELECT path FROM gone_path))",
	[STMT_GONE_LEDGER_BELOW] = "DELETE FROM ledger WHERE substr(path, 1, length(?2)) = ?2 OR "
				   "(path = ?1 AND (source IS NULL OR source IN (SELECT source FROM gone)))",
	[STMT_GONE_LINKS] = "UPDATE source SET links = (SELECT count(*) FROM file_name f WHERE f.source = "
			    "source.id) WHERE id IN (SELECT source FROM gone_name)",
	[STMT_GONE_LIST] = "SELECT source FROM gone ORDER BY source",
	[STMT_GONE_MEMBERS] =
		"INSERT OR IGNORE INTO gone SELECT s.id FROM source s WHERE s.id IN (SELECT source "
		"FROM gone_name) AND s.parent IN (SELECT source FROM gone) AND s.id NOT IN (SELECT "
		"source FROM gone) AND NOT EXISTS (SELECT 1 FROM file_name f WHERE f.source = s.id "
		"AND f.id NOT IN (SELECT id FROM gone_name))",
	[STMT_GONE_MOVED] =
		"SELECT source FROM gone_name WHERE source NOT IN (SELECT source FROM gone) AND id = "
		"(SELECT min(f.id) FROM file_name f WHERE f.source = gone_name.source)",
	[STMT_GONE_NAMES_ERASE] = "DELETE FROM file_name WHERE id IN (SELECT id FROM gone_name)",
	[STMT_GONE_NAMES_HELD] =
		"WITH RECURSIVE held (directory) AS (SELECT m.id FROM file_name f JOIN directory m ON"
		" m.parent = f.directory AND m.value = CAST(f.name || '.d' AS BLOB) WHERE f.source IN"
		" (SELECT source FROM gone) UNION SELECT d.id FROM held h JOIN directory d ON "
		"d.parent = h.directory) INSERT OR IGNORE INTO gone_name SELECT f.id, f.source FROM "
		"held h JOIN file_name f ON f.directory = h.directory JOIN source s ON s.id = "
		"f.source WHERE s.parent IS NOT NULL OR f.id <> (SELECT min(id) FROM file_name WHERE "
		"source = s.id)",
	[STMT_GONE_NAMES_OWN] =
		"INSERT OR IGNORE INTO gone_name SELECT id, source FROM file_name WHERE source IN "
		"(SELECT source FROM gone)",
	[STMT_GONE_NAME_CLEAR] = "DELETE FROM gone_name",
	[STMT_GONE_NAME_DIRECTORIES] =
		"SELECT DISTINCT f.directory FROM gone_name g JOIN file_name f ON f.id = g.id",
	[STMT_GONE_NAME_TABLE] =
		"CREATE TEMP TABLE IF NOT EXISTS gone_name (id INTEGER PRIMARY KEY, source INTEGER "
		"NOT NULL)",
	[STMT_GONE_ORPHANS] =
		"SELECT DISTINCT n.source FROM gone_name n WHERE n.source NOT IN (SELECT source FROM "
		"gone) AND NOT EXISTS (SELECT 1 FROM file_name f WHERE f.source = n.source AND f.id "
		"NOT IN (SELECT id FROM gone_name)) ORDER BY n.source",
	[STMT_GONE_PAGES] = "DELETE FROM page WHERE source IN (SELECT source FROM gone)",
	[STMT_GONE_PARTIES] =
		"DELETE FROM party WHERE id NOT IN (SELECT party FROM role WHERE party IS NOT NULL)",
	[STMT_GONE_PATHS_FILE] =
		"INSERT OR IGNORE INTO gone_path (path) SELECT path FROM file WHERE source IN (SELECT"
		" source FROM gone)",
	[STMT_GONE_PATHS_LEDGER] =
		"INSERT OR IGNORE INTO gone_path (path) SELECT path FROM ledger WHERE source IN "
		"(SELECT source FROM gone)",
	[STMT_GONE_PATH_CLEAR] = "DELETE FROM gone_path",
	[STMT_GONE_PATH_TABLE] = "CREATE TEMP TABLE IF NOT EXISTS gone_path (path BLOB PRIMARY KEY)",
	[STMT_GONE_PROPERTIES] = "DELETE FROM property WHERE source IN (SELECT source FROM gone)",
	[STMT_GONE_ROLES] =
		"SELECT DISTINCT r.party FROM gone g JOIN document d ON d.source = g.source JOIN role"
		" r ON r.document = d.id WHERE r.party IS NOT NULL",
	[STMT_GONE_SOURCES] = "DELETE FROM source WHERE id IN (SELECT source FROM gone)",
	[STMT_GONE_STAYING] =
		"SELECT DISTINCT source FROM gone_name WHERE source NOT IN (SELECT source FROM gone)",
	[STMT_GONE_TABLE] = "CREATE TEMP TABLE IF NOT EXISTS gone (source INTEGER PRIMARY KEY)",
	[STMT_GONE_TELL] =
		"SELECT s.id, s.size, (SELECT count(*) FROM document WHERE source = s.id), s.parent "
		"IN (SELECT source FROM gone) FROM gone g JOIN source s ON s.id = g.source ORDER BY "
		"s.id",
	[STMT_GONE_THREADS] = "INSERT OR IGNORE INTO gone_thread (thread) SELECT d.thread FROM gone g "
			      "JOIN document d ON d.source = g.source WHERE d.thread <> 0",
	[STMT_GONE_THREAD_CLEAR] = "DELETE FROM gone_thread",
	[STMT_GONE_THREAD_TABLE] = "CREATE TEMP TABLE IF NOT EXISTS gone_thread (thread INTEGER PRIMARY KEY)",
	[STMT_GONE_TRACES] = "DELETE FROM thread_trace WHERE thread IN (SELECT thread FROM gone_thread) "
			     "OR thread NOT IN (SELECT thread FROM document)",
	[STMT_HOLDING_ERASE] = "DELETE FROM holding WHERE source = ? AND directory = ?",
	[STMT_NOTICE_FORGET] = "DELETE FROM notice WHERE name IS NOT NULL AND (node & 4294967295) NOT IN "
			       "(SELECT id FROM document)",
	[STMT_PARTY_RENAME] =
		"UPDATE party SET name = coalesce((SELECT a.name FROM party_alias a WHERE a.key = "
		"party.key), "
		"(SELECT r.name FROM role r WHERE r.party = ?1 ORDER BY r.document, r.number LIMIT 1)) "
		"WHERE id = ?1 AND name NOT IN (SELECT r.name FROM role r WHERE r.party = ?1) "
		"AND name IS NOT (SELECT a.name FROM party_alias a WHERE a.key = party.key)",
	[STMT_SOURCE_IS_ABOVE] =
		"WITH RECURSIVE above (id) AS (SELECT ?1 UNION SELECT s.parent FROM above a JOIN "
		"source s ON s.id = a.id WHERE s.parent IS NOT NULL) SELECT 1 FROM above WHERE id = "
		"?2",
	[STMT_SOURCE_LEAVES] =
		"SELECT DISTINCT e.directory FROM document d JOIN entry e ON e.document = d.id JOIN "
		"directory l ON l.id = e.directory WHERE d.source = ?1 AND l.value = CAST(?1 AS BLOB)",
	[STMT_SOURCE_SET_DEPTHS] =
		"WITH RECURSIVE below (id, depth) AS (SELECT ?1, ?2 UNION SELECT s.id, b.depth + 1 "
		"FROM below b JOIN source s ON s.parent = b.id WHERE b.depth < 64) UPDATE source SET "
		"depth = (SELECT b.depth FROM below b WHERE b.id = source.id) WHERE id IN (SELECT id "
		"FROM below)",
	[STMT_SOURCE_SET_PARENT] = "UPDATE source SET parent = nullif(?, 0) WHERE id = ?",
	[STMT_THREAD_DOCUMENTS] =
		"SELECT id FROM document WHERE thread IN (SELECT thread FROM gone_thread) ORDER BY id",

	[STMT_DIRECTORY_FACTS] = "SELECT d.value, d.count, p.value FROM directory d "
				 "LEFT JOIN directory p ON p.id = d.parent WHERE d.id = ?",
	[STMT_SOURCE_FACTS] = "SELECT c.sha256, s.media, s.charset, s.unassigned FROM source s "
			      "JOIN content c ON c.id = s.content WHERE s.id = ?",

	[STMT_VALUES_BELOW] = "SELECT d.value, t.value FROM directory v JOIN directory t ON t.parent = v.id "
			      "JOIN directory d ON d.parent = t.id WHERE v.parent = 1 AND v.name = ? "
			      "AND d.count > 0 ORDER BY d.parent, d.id",
	[STMT_VALUES_PARTY] =
		"SELECT p.key FROM party p WHERE p.key >= ?1 AND p.key < ?2 AND (?3 = 2 OR EXISTS "
		"(SELECT 1 FROM role r WHERE r.party = p.id AND (r.role = 0) = ?3)) ORDER BY p.key",
	[STMT_VALUES_TOP] = "SELECT d.value FROM directory v JOIN directory d ON d.parent = v.id "
			    "WHERE v.parent = 1 AND v.name = ? AND d.count > 0 ORDER BY d.id",
};
