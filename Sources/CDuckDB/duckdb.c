#include "CDuckDB.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// As the library passes it by value.
typedef struct {
  uint64_t counts[3];
  void *columns;
  char *message;
  void *data;
} Result;

typedef union {
  struct {
    uint32_t length;
    char bytes[12];
  } held;
  struct {
    uint32_t length;
    char prefix[4];
    const char *bytes;
  } away;
} Text;

struct CDuckLibrary {
  const char *(*library_version)(void);
  int (*create_config)(void **);
  int (*set_config)(void *, const char *, const char *);
  void (*destroy_config)(void **);
  int (*open_ext)(const char *, void **, void *, char **);
  void (*close)(void **);
  int (*connect)(void *, void **);
  void (*disconnect)(void **);
  void (*interrupt)(void *);
  int (*prepare)(void *, const char *, void **);
  const char *(*prepare_error)(void *);
  void (*destroy_prepare)(void **);
  int (*pending_prepared_streaming)(void *, void **);
  const char *(*pending_error)(void *);
  void (*destroy_pending)(void **);
  int (*execute_pending)(void *, Result *);
  const char *(*result_error)(Result *);
  void (*destroy_result)(Result *);
  uint64_t (*column_count)(Result *);
  int (*column_type)(Result *, uint64_t);
  void *(*fetch_chunk)(Result);
  void (*destroy_data_chunk)(void **);
  uint64_t (*data_chunk_get_size)(void *);
  void *(*data_chunk_get_vector)(void *, uint64_t);
  void *(*vector_get_data)(void *);
  uint64_t *(*vector_get_validity)(void *);
  void (*free)(void *);
};

struct CDuckDatabase {
  const CDuckLibrary *library;
  void *database;
  void *connection;
};

struct CDuckResult {
  const CDuckLibrary *library;
  void *statement;
  Result result;
  void *chunk;
};

static void say(char *error, int capacity, const char *reason) {
  snprintf(error, (size_t)capacity, "%s", reason ? reason : "no reason given");
}

CDuckLibrary *cduck_load(const char *path, char *error, int capacity) {
  void *handle = dlopen(path, RTLD_LAZY | RTLD_LOCAL);
  if (!handle) {
    say(error, capacity, dlerror());
    return NULL;
  }
  CDuckLibrary *library = calloc(1, sizeof *library);
  if (!library) abort();
#define FIND(name)                                                            \
  if (!(*(void **)&library->name = dlsym(handle, "duckdb_" #name))) {         \
    say(error, capacity, "it has no function duckdb_" #name);                 \
    free(library);                                                            \
    dlclose(handle);                                                          \
    return NULL;                                                              \
  }
  FIND(library_version)
  FIND(create_config)
  FIND(set_config)
  FIND(destroy_config)
  FIND(open_ext)
  FIND(close)
  FIND(connect)
  FIND(disconnect)
  FIND(interrupt)
  FIND(prepare)
  FIND(prepare_error)
  FIND(destroy_prepare)
  FIND(pending_prepared_streaming)
  FIND(pending_error)
  FIND(destroy_pending)
  FIND(execute_pending)
  FIND(result_error)
  FIND(destroy_result)
  FIND(column_count)
  FIND(column_type)
  FIND(fetch_chunk)
  FIND(destroy_data_chunk)
  FIND(data_chunk_get_size)
  FIND(data_chunk_get_vector)
  FIND(vector_get_data)
  FIND(vector_get_validity)
  FIND(free)
#undef FIND
  return library;
}

const char *cduck_version(const CDuckLibrary *library) { return library->library_version(); }

CDuckDatabase *cduck_open(
  const CDuckLibrary *library, const char *settings, int count, char *error, int capacity
) {
  void *config = NULL;
  if (library->create_config(&config) != 0) {
    say(error, capacity, "out of memory");
    return NULL;
  }
  for (int i = 0; i < count; i++) {
    const char *name = settings, *value = name + strlen(name) + 1;
    settings = value + strlen(value) + 1;
    if (library->set_config(config, name, value) != 0) {
      snprintf(error, (size_t)capacity, "it does not take '%s' for '%s'", value, name);
      library->destroy_config(&config);
      return NULL;
    }
  }
  CDuckDatabase made = {.library = library};
  char *reason = NULL;
  int failed = library->open_ext(NULL, &made.database, config, &reason);
  library->destroy_config(&config);
  if (failed) {
    say(error, capacity, reason);
    if (reason) library->free(reason);
    return NULL;
  }
  if (library->connect(made.database, &made.connection) != 0) {
    say(error, capacity, "no connection");
    library->close(&made.database);
    return NULL;
  }
  CDuckDatabase *database = malloc(sizeof *database);
  if (!database) abort();
  *database = made;
  return database;
}

void cduck_close(CDuckDatabase *database) {
  database->library->disconnect(&database->connection);
  database->library->close(&database->database);
  free(database);
}

void cduck_interrupt(CDuckDatabase *database) {
  database->library->interrupt(database->connection);
}

CDuckResult *cduck_query(
  CDuckDatabase *database, const char *sql, char *error, int capacity
) {
  const CDuckLibrary *library = database->library;
  CDuckResult made = {.library = library};
  void *pending = NULL;
  if (library->prepare(database->connection, sql, &made.statement) != 0) {
    say(error, capacity, library->prepare_error(made.statement));
    library->destroy_prepare(&made.statement);
    return NULL;
  }
  if (library->pending_prepared_streaming(made.statement, &pending) != 0) {
    say(error, capacity, library->pending_error(pending));
    library->destroy_pending(&pending);
    library->destroy_prepare(&made.statement);
    return NULL;
  }
  int failed = library->execute_pending(pending, &made.result);
  library->destroy_pending(&pending);
  if (failed) {
    say(error, capacity, library->result_error(&made.result));
    library->destroy_result(&made.result);
    library->destroy_prepare(&made.statement);
    return NULL;
  }
  CDuckResult *result = malloc(sizeof *result);
  if (!result) abort();
  *result = made;
  return result;
}

void cduck_free_result(CDuckResult *result) {
  if (result->chunk) result->library->destroy_data_chunk(&result->chunk);
  result->library->destroy_result(&result->result);
  result->library->destroy_prepare(&result->statement);
  free(result);
}

int64_t cduck_column_count(CDuckResult *result) {
  return (int64_t)result->library->column_count(&result->result);
}

enum CDuckType cduck_column_type(CDuckResult *result, int64_t column) {
  switch (result->library->column_type(&result->result, (uint64_t)column)) {
  case 1: return cduck_is_boolean;
  case 5: return cduck_is_int64;
  case 11: return cduck_is_float64;
  case 17: return cduck_is_text;
  default: return cduck_is_other;
  }
}

int64_t cduck_fetch(CDuckResult *result, char *error, int capacity) {
  const CDuckLibrary *library = result->library;
  if (result->chunk) library->destroy_data_chunk(&result->chunk);
  result->chunk = library->fetch_chunk(result->result);
  if (!result->chunk) {
    const char *reason = library->result_error(&result->result);
    if (!reason || !*reason) return 0;
    say(error, capacity, reason);
    return -1;
  }
  return (int64_t)library->data_chunk_get_size(result->chunk);
}

static void *vector(CDuckResult *result, int64_t column) {
  return result->library->data_chunk_get_vector(result->chunk, (uint64_t)column);
}

const void *cduck_values(CDuckResult *result, int64_t column) {
  return result->library->vector_get_data(vector(result, column));
}

const uint64_t *cduck_validity(CDuckResult *result, int64_t column) {
  return result->library->vector_get_validity(vector(result, column));
}

const char *cduck_text(CDuckResult *result, int64_t column, int64_t row, uint32_t *length) {
  const Text *texts = result->library->vector_get_data(vector(result, column));
  const Text *text = texts + row;
  *length = text->held.length;
  return text->held.length <= sizeof text->held.bytes ? text->held.bytes : text->away.bytes;
}
