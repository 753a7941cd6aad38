/**
 * How fast Réveil is, measured on a database server of its own; never in the shipped jar, and no test: it judges nothing.
 *
 * <p>Owns: {@code bench_row}, for as long as it runs. Public: {@link Bench}.
 */
@NullMarked
package io.reveil.bench;

import org.jspecify.annotations.NullMarked;
