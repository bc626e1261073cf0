/**
 * Scenario files: relative virtual time over the real engine, for tests of Tocsin and of its users.
 */
@NullMarked
package io.tocsin.core.scenario;

import org.jspecify.annotations.NullMarked;
