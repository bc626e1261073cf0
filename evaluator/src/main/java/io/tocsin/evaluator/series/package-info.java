/**
 * Samples, and the ports through which they are read and written.
 *
 * <p>Times are milliseconds since 1970-01-01T00:00:00Z, as in everything Prometheus stores. Depends on the core's labels
 * alone.
 */
@NullMarked
package io.tocsin.evaluator.series;

import org.jspecify.annotations.NullMarked;
