package io.tocsin.server.http;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What each caller may do. Without any rule everyone may do everything that the original lets everyone do; only what is
 * our own and risky, {@link Permission#TEST}, is not for anonymous callers. With rules, a caller that they name may do
 * what these say, and everyone else what the rule for everyone says: nothing if there is none. Immutable.
 */
public final class Permissions {
    public static final Permissions AS_UPSTREAM = new Permissions(Map.of());

    /** Stands for everyone whom no other rule names. */
    public static final String EVERYONE = "*";

    private final Map<String, Set<Permission>> byCaller;

    private Permissions(Map<String, Set<Permission>> byCaller) {
        this.byCaller = byCaller;
    }

    /** @param rules by {@link Identity#toString}, or {@link #EVERYONE}; {@link Permission#OPEN} needs no rule */
    public static Permissions of(Map<String, Set<Permission>> rules) {
        Map<String, Set<Permission>> copy = new LinkedHashMap<>();
        rules.forEach((caller, permissions) -> {
            Set<Permission> all = EnumSet.of(Permission.OPEN);
            all.addAll(permissions);
            copy.put(caller, all);
        });
        return new Permissions(copy);
    }

    public boolean allow(Identity identity, Permission permission) {
        if (byCaller.isEmpty()) {
            return permission != Permission.TEST || identity.kind() != Identity.Kind.ANONYMOUS;
        }
        Set<Permission> everyone = byCaller.getOrDefault(EVERYONE, Set.of(Permission.OPEN));
        return byCaller.getOrDefault(identity.toString(), everyone).contains(permission);
    }
}
