// The part of DuckDB's C interface that is used, found in a library at run time.
//
// DuckDB is not linked: the command works without it, and says how to get it where it is needed.
// Declarations follow DuckDB's documented C API (https://duckdb.org/docs/stable/clients/c/api).
#pragma once

#include <stdint.h>

typedef struct CDuckLibrary CDuckLibrary;
typedef struct CDuckDatabase CDuckDatabase;
typedef struct CDuckResult CDuckResult;

/// Finds the functions in the library at a path; NULL where it cannot, with the reason in `error`.
CDuckLibrary *cduck_load(const char *path, char *error, int capacity);

/// Such as `v2.0.0`.
const char *cduck_version(const CDuckLibrary *library);

/// A database in memory with one connection.
///
/// - Parameters:
///   - settings: those at its start: a name and a value in turn, each ended by a NUL.
CDuckDatabase *cduck_open(
  const CDuckLibrary *library, const char *settings, int count, char *error, int capacity);
void cduck_close(CDuckDatabase *database);

/// Makes a running statement of the database end with an error; from any thread.
void cduck_interrupt(CDuckDatabase *database);

/// Runs one statement; rows are made as they are fetched.
///
/// - Returns: NULL where it fails, with the reason in `error`.
CDuckResult *cduck_query(
  CDuckDatabase *database, const char *sql, char *error, int capacity);
void cduck_free_result(CDuckResult *result);
int64_t cduck_column_count(CDuckResult *result);

/// What the columns of results are: statements cast all they return to one of these.
enum CDuckType { cduck_is_other = 0, cduck_is_boolean, cduck_is_int64, cduck_is_float64, cduck_is_text };
enum CDuckType cduck_column_type(CDuckResult *result, int64_t column);

/// Fetches rows into the result, in place of those before.
///
/// - Returns: how many; 0 at the end; −1 on failure, with the reason in `error`.
int64_t cduck_fetch(CDuckResult *result, char *error, int capacity);

/// The fetched values of a column: `uint8_t`, `int64_t` or `double` by its type. Values of missing
/// ones are of no meaning.
const void *cduck_values(CDuckResult *result, int64_t column);
/// A bit a row, 1 where there is a value; NULL where all have one.
const uint64_t *cduck_validity(CDuckResult *result, int64_t column);
/// The bytes of a text that was fetched.
const char *cduck_text(CDuckResult *result, int64_t column, int64_t row, uint32_t *length);
