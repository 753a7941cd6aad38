package io.reveil.activity;

import java.util.List;

/** A condition in constant SQL with its bound values, to be put into a larger statement. */
public record SqlCondition(String sql, List<Object> values) {
  public SqlCondition {
    values = List.copyOf(values);
  }
}
