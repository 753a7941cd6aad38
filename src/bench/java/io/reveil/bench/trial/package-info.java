/** What all measurements share: Réveil on an empty database, its load, and how figures are told. */
@NullMarked
package io.reveil.bench.trial;

import org.jspecify.annotations.NullMarked;
