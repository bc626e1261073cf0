/**
 * What functions make of values, of windows of samples and of buckets: arithmetic alone.
 *
 * <p>Nothing here knows series, labels or steps; the engine calls a function for each series at each step. Depends on
 * {@code series} for the marker of what is absent.
 */
@NullMarked
package io.tocsin.evaluator.function;

import org.jspecify.annotations.NullMarked;
