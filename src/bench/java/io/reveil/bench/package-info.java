/**
 * How fast Réveil is, measured on a database server of its own; never in the shipped jar, and no test: what is fast enough
 * it does not judge.
 *
 * <p>Owns: {@code bench_row} and {@code bench_hit}, for as long as it runs. Public: {@link Bench}.
 */
@NullMarked
package io.reveil.bench;

import org.jspecify.annotations.NullMarked;
