/**
 * The language PromQL: from text to typed expressions and back. Everything that Prometheus's grammar has is parsed; what
 * the engine cannot do is refused by it, by name.
 *
 * <p>Pure. Depends on {@code series}.
 */
@NullMarked
package io.tocsin.evaluator.promql;

import org.jspecify.annotations.NullMarked;
