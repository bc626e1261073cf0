package io.tocsin.core.silence;

/**
 * What clients may store.
 *
 * @param silencesMax most silences, expired ones that are still kept included; 0 or less: no limit
 * @param bytesMax largest size of one, as {@link SilenceRules} measures it; 0 or less: no limit
 */
public record SilenceLimits(long silencesMax, long bytesMax) {
    public static final SilenceLimits NONE = new SilenceLimits(0, 0);
}
