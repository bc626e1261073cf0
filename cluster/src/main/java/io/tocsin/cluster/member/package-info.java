/**
 * One member: who the others are, whose turn it is, and how versions get from one to the other.
 *
 * <p>Runs on an owner of its own, so that with virtual time and a simulated wire the same events give the same outcome.
 */
@NullMarked
package io.tocsin.cluster.member;

import org.jspecify.annotations.NullMarked;
