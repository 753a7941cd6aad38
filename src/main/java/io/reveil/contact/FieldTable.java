package io.reveil.contact;

import static java.util.stream.Collectors.joining;

import io.micronaut.context.annotation.Context;
import io.reveil.contact.field.DeclaredField;
import io.reveil.contact.field.DeclaredFields;
import io.reveil.job.Database;
import io.reveil.job.DatabaseException;
import io.reveil.job.Raced;
import io.reveil.job.SchemaChanges;
import io.reveil.kernel.ContactId;
import io.reveil.kernel.Fault;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The values of declared fields: one wide row a contact, a typed column a field. It is made when the program starts,
 * before anything reads, because it adds the columns that are still missing.
 */
@Context
class FieldTable {
  private final Database database;
  private final SchemaChanges schema;
  private final List<DeclaredField> fields;

  FieldTable(Database database, SchemaChanges schema, DeclaredFields declared) {
    this.database = database;
    this.schema = schema;
    this.fields = declared.all();
    Map<String, String> present = columns();
    fields.stream().filter(field -> !present.containsKey(field.column())).forEach(this::add);
    columns().forEach(this::checkType);
  }

  private Map<String, String> columns() {
    Map<String, String> types = new HashMap<>();
    database.list(
        """
            SELECT column_name, data_type
              FROM information_schema.columns
             WHERE table_schema = SCHEMA()
               AND table_name = 'contact_field'
            """, row -> types.put(row.getString(1).toLowerCase(Locale.ROOT), row.getString(2)));
    return types;
  }

  /** By name: columns that stand for no declared field any more. */
  Set<String> undeclared() {
    Set<String> names = new TreeSet<>();
    columns().keySet().stream()
        .filter(column -> column.startsWith(DeclaredField.PREFIX))
        .filter(column -> fields.stream().noneMatch(field -> field.column().equals(column)))
        .forEach(column -> names.add(column.substring(DeclaredField.PREFIX.length())));
    return names;
  }

  /** Another node may add the same column at the same moment: then its work is as good as ours. */
  private void add(DeclaredField field) {
    try {
      schema.run("ALTER TABLE contact_field ADD COLUMN " + field.column() + " "
          + field.type().column());
    } catch (DatabaseException e) {
      if (!columns().containsKey(field.column())) {
        throw e;
      }
    }
  }

  private void checkType(String column, String databaseType) {
    for (DeclaredField field : fields) {
      if (field.column().equals(column) && !field.type().isColumn(databaseType)) {
        throw Fault.invalid(
            field.name(),
            "The field %s is stored as %s and cannot become %s: declare a field with another name."
                .formatted(field.name(), databaseType, field.type()));
      }
    }
  }

  /** The known values of contacts that have a row here, by field. One statement. */
  Map<ContactId, Map<String, String>> list(Collection<ContactId> ids) {
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<ContactId, Map<String, String>> found = new HashMap<>();
    database.list(
        "SELECT contact_id" + names(", ") + " FROM contact_field WHERE contact_id IN ("
            + Database.marks(ids.size()) + ")",
        row -> {
          Map<String, String> values = new LinkedHashMap<>();
          for (DeclaredField field : fields) {
            field
                .type()
                .read(row, field.column())
                .ifPresent(value -> values.put(field.name(), value));
          }
          return found.put(new ContactId(row.getLong("contact_id")), values);
        },
        ids.stream().map(ContactId::value).toArray());
    return found;
  }

  private String names(String prefix) {
    return fields.stream().map(field -> prefix + field.column()).collect(joining());
  }

  void insert(Map<ContactId, Map<String, String>> rows) {
    List<Object[]> values = new ArrayList<>();
    rows.forEach((id, known) -> {
      List<Object> row = new ArrayList<>();
      row.add(id.value());
      row.addAll(bound(known));
      values.add(row.toArray());
    });
    try {
      database.batch(
          "INSERT INTO contact_field (contact_id" + names(", ") + ") VALUES ("
              + Database.marks(fields.size() + 1) + ")",
          values);
    } catch (DatabaseException e) {
      throw e.isDuplicate() ? new Raced("contact_field") : e;
    }
  }

  void update(Map<ContactId, Map<String, String>> rows) {
    List<Object[]> values = new ArrayList<>();
    rows.forEach((id, known) -> {
      List<Object> row = new ArrayList<>(bound(known));
      row.add(id.value());
      values.add(row.toArray());
    });
    database.batch(
        "UPDATE contact_field SET "
            + fields.stream().map(field -> field.column() + " = ?").collect(joining(", "))
            + " WHERE contact_id = ?",
        values);
  }

  /** Empties the fields that still have these values. */
  void clear(ContactId id, Map<String, String> values) {
    for (DeclaredField field : fields) {
      Optional.ofNullable(values.get(field.name()))
          .ifPresent(value -> database.update(
              "UPDATE contact_field SET %1$s = NULL WHERE contact_id = ? AND %1$s = ?"
                  .formatted(field.column()),
              id.value(),
              field.type().bound(value)));
    }
  }

  private List<Object> bound(Map<String, String> known) {
    List<Object> bound = new ArrayList<>();
    for (DeclaredField field : fields) {
      bound.add(Optional.ofNullable(known.get(field.name())).map(field.type()::bound));
    }
    return bound;
  }

  int delete(ContactId id) {
    return database.update("DELETE FROM contact_field WHERE contact_id = ?", id.value());
  }
}
