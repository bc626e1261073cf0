package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a member behaves, as the flags give it.
 *
 * @param name {@code --cluster.peer-name}, or a random one
 * @param number of this run of the process, in stamps; not 0 and random, so that no other member has it
 * @param label {@code --cluster.label}: members with another one are refused
 * @param version of the program, for the status
 * @param peerTimeout {@code --cluster.peer-timeout}: how long each member that comes first with a group has, and a thirtieth more; {@code > 0}
 * @param gossipInterval {@code --cluster.gossip-interval}: settling looks every ten of these; {@code > 0}
 * @param pushPullInterval {@code --cluster.pushpull-interval}: pause between two exchanges; {@code > 0}
 * @param probeInterval {@code --cluster.probe-interval}: pause between two greetings; {@code > 0}
 * @param settleTimeout {@code --cluster.settle-timeout}: the longest wait for calm and for what the others know; some seconds
 *     follow in which the others hear that this member takes turns; {@code >= 0}
 * @param reconnectTimeout {@code --cluster.reconnect-timeout}: how long a member that is gone without a word is shown as failed;
 *     {@code > 0}
 * @param hasSeeds whether there should be others: until one is found, settling takes up to half a minute
 */
public record MemberSettings(
        String name,
        long number,
        String label,
        String version,
        Duration peerTimeout,
        Duration gossipInterval,
        Duration pushPullInterval,
        Duration probeInterval,
        Duration settleTimeout,
        Duration reconnectTimeout,
        boolean hasSeeds) {
    public MemberSettings {
        requireNonNull(name, "name");
        requireNonNull(label, "label");
        requireNonNull(version, "version");
        requireNonNull(peerTimeout, "peerTimeout");
        requireNonNull(gossipInterval, "gossipInterval");
        requireNonNull(pushPullInterval, "pushPullInterval");
        requireNonNull(probeInterval, "probeInterval");
        requireNonNull(settleTimeout, "settleTimeout");
        requireNonNull(reconnectTimeout, "reconnectTimeout");
        if (number == 0) {
            throw new IllegalArgumentException("number: 0 (expected: a random one)");
        }
    }
}
