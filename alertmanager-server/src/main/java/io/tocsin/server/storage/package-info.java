/**
 * What survives a restart: the journal behind the engine's memory, on H2 MVStore.
 *
 * <p>Memory is the truth for reads and decisions; a broken disk stops nothing but writes of silences.
 */
@NullMarked
package io.tocsin.server.storage;

import org.jspecify.annotations.NullMarked;
