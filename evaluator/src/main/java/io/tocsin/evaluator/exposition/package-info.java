/**
 * What targets answer when they are scraped: Prometheus's text format and OpenMetrics, read byte by byte.
 *
 * <p>Takes and refuses exactly what Prometheus does; the recorded answers are in the tests. Pure. Depends on {@code
 * series}.
 */
@NullMarked
package io.tocsin.evaluator.exposition;

import org.jspecify.annotations.NullMarked;
