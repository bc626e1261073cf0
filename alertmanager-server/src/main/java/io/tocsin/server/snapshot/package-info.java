/**
 * The two files in which the original keeps its state, {@code silences} and {@code nflog}: read when it has written them,
 * and written when somebody goes back to it.
 *
 * <p>Depends on the core and on the records of {@code storage}. Files that the original wrote are never changed.
 */
@NullMarked
package io.tocsin.server.snapshot;

import org.jspecify.annotations.NullMarked;
