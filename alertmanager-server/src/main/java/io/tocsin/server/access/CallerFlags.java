package io.tocsin.server.access;

import io.tocsin.notifiers.http.IpBlock;
import io.tocsin.server.flags.FlagException;
import io.tocsin.server.flags.ServerOptions;
import io.tocsin.server.http.Identity;
import io.tocsin.server.http.Permission;
import io.tocsin.server.http.Permissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the flags that say who is who, and may do what. */
public final class CallerFlags {
    private static final Set<Permission> GRANTABLE = EnumSet.complementOf(EnumSet.of(Permission.OPEN));
    private static final Pattern CALLER = Pattern.compile("\\*|"
            + Identity.Kind.ANONYMOUS.prefix() + "|(" + Identity.Kind.USER.prefix() + "|"
            + Identity.Kind.CERTIFICATE.prefix() + "|" + Identity.Kind.PROXIED.prefix() + "):.+");
    private static final String CERTIFICATE = Identity.Kind.CERTIFICATE.prefix() + ":";
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]+");

    private CallerFlags() {}

    /** @throws FlagException if one of header and proxies is missing, or is none */
    public static Callers callers(ServerOptions.Callers typed) throws FlagException {
        String header = typed.identityHeader();
        if (header.isEmpty() != typed.trustedProxies().isEmpty()) {
            throw new FlagException(
                    "--web.identity-header and --web.trusted-proxies need one another: a header is believed"
                            + " only if it comes from a proxy that sets it for every request");
        }
        if (header.isEmpty()) {
            return Callers.NOT_PROXIED;
        }
        if (!HEADER.matcher(header).matches()) {
            throw new FlagException(
                    "--web.identity-header: expected the name of a header such as X-Forwarded-User, got \"" + header
                            + "\"");
        }
        List<IpBlock> proxies = new ArrayList<>();
        for (String text : typed.trustedProxies().split(",")) {
            proxies.add(block(text.strip()));
        }
        return new Callers(header, proxies);
    }

    private static IpBlock block(String text) throws FlagException {
        String wholeAddress = text.contains(":") ? "/128" : "/32";
        return IpBlock.parse(text.contains("/") ? text : text + wholeAddress)
                .orElseThrow(() -> new FlagException(
                        "--web.trusted-proxies: expected addresses or CIDR blocks such as 10.0.0.0/8, got \"" + text
                                + "\""));
    }

    /**
     * @param rules such as {@code user:alice=read,silence}; of a caller named twice both count
     * @throws FlagException if one of them is no rule
     */
    public static Permissions permissions(List<String> rules) throws FlagException {
        Map<String, Set<Permission>> byCaller = new LinkedHashMap<>();
        for (String rule : rules) {
            // The last one: subjects of certificates have such signs in them.
            int sign = rule.lastIndexOf('=');
            String caller = rule.substring(0, Math.max(0, sign));
            if (!CALLER.matcher(caller).matches()) {
                throw new FlagException(
                        "--web.permit: expected CALLER=PERMISSION,... with a caller user:NAME, cert:SUBJECT,"
                                + " proxied:NAME, anonymous or *, got \"" + rule + "\"");
            }
            Set<Permission> permissions =
                    byCaller.computeIfAbsent(identity(caller), unused -> EnumSet.noneOf(Permission.class));
            for (String name : rule.substring(sign + 1).split(",")) {
                permissions.addAll(granted(name.strip(), rule));
            }
        }
        return Permissions.of(byCaller);
    }

    /** The caller as {@link Identity#toString} says it. */
    private static String identity(String caller) throws FlagException {
        if (!caller.startsWith(CERTIFICATE)) {
            return caller;
        }
        try {
            return CERTIFICATE + DistinguishedName.parse(caller.substring(CERTIFICATE.length()));
        } catch (IllegalArgumentException e) {
            throw new FlagException(
                    "--web.permit: expected the subject of a certificate as \"openssl x509 -noout -subject"
                            + " -nameopt RFC2253\" prints it behind \"subject=\", such as cert:CN=prometheus,O=Example=post, got \""
                            + caller + "\": " + e.getMessage());
        }
    }

    /** @param name empty for nothing */
    private static Set<Permission> granted(String name, String rule) throws FlagException {
        if (name.isEmpty() || name.equals("all")) {
            return name.isEmpty() ? Set.of() : GRANTABLE;
        }
        for (Permission permission : GRANTABLE) {
            if (permission.name().toLowerCase(Locale.ROOT).equals(name)) {
                return Set.of(permission);
            }
        }
        throw new FlagException("--web.permit: expected read, post, silence, test, admin or all, got \"" + name
                + "\" in \"" + rule + "\"");
    }
}
