/**
 * What the engine did: flushes, notifications and changes of silences, as values that outlive a restart.
 *
 * <p>Depends on everything up to {@code engine}, of whose events the entries are made; explanations come after it. Where
 * the entries are kept is not known here.
 */
@NullMarked
package io.tocsin.core.history;

import org.jspecify.annotations.NullMarked;
