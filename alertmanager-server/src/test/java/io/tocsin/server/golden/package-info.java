/**
 * Golden data: conversations with the original Alertmanager, recorded once and replayed against ours.
 *
 * <p>The inputs ({@code sequences/*.json}, {@code requests/*.json}) and the answers ({@code recorded/*.txt}) are test
 * resources. {@code GoldenIT} replays them; {@code GoldenOracleIT} (profile {@code oracle}) asks a living original again,
 * and with {@code -Dtocsin.golden.record=FOLDER} writes its answers down.
 */
@NullMarked
package io.tocsin.server.golden;

import org.jspecify.annotations.NullMarked;
