/**
 * The configuration file as immutable records, decoded with located problems.
 *
 * <p>Depends on {@code label} and {@code yaml}. Integrations plug in through {@link io.tocsin.core.config.IntegrationType},
 * so that nothing here knows one of them.
 */
@NullMarked
package io.tocsin.core.config;

import org.jspecify.annotations.NullMarked;
