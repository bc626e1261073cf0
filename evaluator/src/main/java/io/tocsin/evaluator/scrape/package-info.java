/**
 * Scraping: when targets are asked, what becomes of their answers, and when their series end.
 *
 * <p>Opens no connection and reads no clock: {@link io.tocsin.evaluator.scrape.ScrapeClient} and {@link
 * io.tocsin.evaluator.scrape.ScrapeTimers} are filled by the server. What is done for one target happens one after the
 * other, on whatever thread the timers and the client call. Depends on {@code series}, {@code exposition}, {@code relabel}
 * and {@code config}.
 */
@NullMarked
package io.tocsin.evaluator.scrape;

import org.jspecify.annotations.NullMarked;
