/**
 * {@code prometheus.yml} and rule files: immutable records, and decoders that say where what is wrong.
 *
 * <p>What the original loads is accepted, with a warning where this program does nothing with it, unless leaving it out
 * would change what is scraped or evaluated: that is refused as {@code not supported yet}. Depends on {@code promql},
 * {@code query} (what the engine supports), {@code template} and {@code relabel}.
 */
@NullMarked
package io.tocsin.evaluator.config;

import org.jspecify.annotations.NullMarked;
