/**
 * The evaluator as the server runs it: what queries, rules and targets look like from outside, under {@code /prometheus/},
 * and what fills the evaluator's ports.
 *
 * <p>Shapes, messages and formats are Prometheus's (docs/prometheus-api.md). Scrapes, rules and queries have threads of their own each.
 */
@NullMarked
package io.tocsin.server.prometheus;

import org.jspecify.annotations.NullMarked;
