package io.tocsin.server.flags;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Behaviour that {@code --enable-feature} turns on.
 *
 * @see "Upstream: featurecontrol, v0.34.0; auto-gomaxprocs is gone since 0.33 and refused"
 */
public enum Feature {
    ALERT_NAMES_IN_METRICS("alert-names-in-metrics", "Alert names in metrics enabled"),
    RECEIVER_NAME_IN_METRICS("receiver-name-in-metrics", "Experimental receiver name in metrics enabled"),
    GROUP_KEY_IN_METRICS("group-key-in-metrics", "Experimental group key in metrics enabled"),
    CLASSIC_MODE("classic-mode", "Classic mode enabled"),
    UTF8_STRICT_MODE("utf8-strict-mode", "UTF-8 strict mode enabled"),
    AUTO_GOMEMLIMIT(
            "auto-gomemlimit",
            "The heap limit already follows the container's memory; auto-gomemlimit changes nothing"),
    EVENT_RECORDER("event-recorder", "Event recorder enabled");

    private final String flagName;
    private final String warning;

    Feature(String flagName, String warning) {
        this.flagName = flagName;
        this.warning = warning;
    }

    /** The name as typed. */
    public String flagName() {
        return flagName;
    }

    /** What the log says, as a warning, when the feature is on. */
    public String warning() {
        return warning;
    }

    /**
     * Reads a comma list such as {@code classic-mode,event-recorder}; blanks around names are not allowed.
     *
     * @throws FlagException for a name that is no feature, and for features that exclude each other
     */
    public static Set<Feature> parseList(String list) throws FlagException {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        if (list.isEmpty()) {
            return features;
        }
        for (String name : list.split(",", -1)) {
            features.add(named(name)
                    .orElseThrow(() -> new FlagException("unknown option '" + name + "' for --enable-feature")));
        }
        if (features.contains(CLASSIC_MODE) && features.contains(UTF8_STRICT_MODE)) {
            throw new FlagException("cannot have both classic and UTF-8 modes enabled");
        }
        return features;
    }

    /** All names joined as help shows them. */
    static String names() {
        return Arrays.stream(values()).map(Feature::flagName).collect(Collectors.joining(", "));
    }

    private static Optional<Feature> named(String name) {
        return Arrays.stream(values()).filter(f -> f.flagName.equals(name)).findFirst();
    }
}
