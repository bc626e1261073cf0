/**
 * Unit tests of rules, in the format of promtool: series as they would be scraped, and what alerts and expressions should be
 * at some times. They run in virtual time through the same rules, engine and store as the server's.
 *
 * <p>Files come through a port, and time is what the tests say. Depends on {@code config}, {@code rule}, {@code store} and
 * {@code query}.
 */
@NullMarked
package io.tocsin.evaluator.ruletest;

import org.jspecify.annotations.NullMarked;
