/**
 * Alerting and recording rules: when groups are evaluated, what becomes of the answers, which alerts are sent.
 *
 * <p>Times are arguments, milliseconds since 1970; the only clock is the one that measures how long evaluations take. A
 * group is evaluated by one thread at a time, and shows what came out as immutable views that anyone may read. Depends on
 * {@code config}, {@code query}, {@code relabel}, {@code template} and {@code series}.
 */
@NullMarked
package io.tocsin.evaluator.rule;

import org.jspecify.annotations.NullMarked;
