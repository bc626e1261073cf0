/**
 * The evaluator as the server runs it: what queries, rules and targets look like from outside, under {@code /prometheus/},
 * and what fills the evaluator's ports.
 *
 * <p>Shapes, messages and formats are Prometheus's (docs/api.md). Queries have threads of their own.
 */
@NullMarked
package io.tocsin.server.prometheus;

import org.jspecify.annotations.NullMarked;
