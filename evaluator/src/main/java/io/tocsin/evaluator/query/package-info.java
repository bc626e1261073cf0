/**
 * The query engine: what expressions are worth at a time, or at each of many.
 *
 * <p>Pure: series come through a port, time is an argument, and whoever asks says when to give up. A query is worked on
 * by one thread; many may be worked on at once. Depends on {@code series}, {@code promql} and {@code function}.
 */
@NullMarked
package io.tocsin.evaluator.query;

import org.jspecify.annotations.NullMarked;
