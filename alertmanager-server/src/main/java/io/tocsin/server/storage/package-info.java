/**
 * What survives a restart: the journal behind the engine's memory, on H2 MVStore.
 *
 * <p>Memory is the truth for reads and decisions; a broken disk stops nothing but writes of silences.
 *
 * <p>From the outside in: {@code Journal} is what the engine and the server see; {@code PendingChanges}, {@code GroupTimers},
 * {@code StoredRules} and {@code StoredHistory} take what comes, on any thread; {@code JournalWriter} writes it, on its own. {@code StoreAccess}
 * gets it the file, and another one when that fails; {@code StorePlace} is where the file is, {@code StoreOpening} tells
 * whether it may be used, and {@code Salvage} takes what it can from one that may not. {@code StoreFile} is the file while
 * it is open: its alerts ({@code KeptAlerts}), its history ({@code KeptHistory}) and the rest ({@code KeptRecords}), on a
 * {@code JournalFileStore}, with a {@code CommitMark} beside it.
 */
@NullMarked
package io.tocsin.server.storage;

import org.jspecify.annotations.NullMarked;
