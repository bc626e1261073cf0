package io.tocsin.server.access;

import io.tocsin.core.tls.Der;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/**
 * The name of a certificate's subject, such as {@code CN=prometheus,O=Example}: the most specific part first, as RFC 2253
 * and RFC 4514 write it. Programs write the same name in different ways: this one compares what it says, not how. Texts
 * count letter by letter, whatever encoding the certificate holds them in; the parts' order counts, that of attributes
 * within one part does not. Immutable.
 *
 * @param text in one fixed way: known attributes by name, others by number; texts as they are, except for what must be
 *     escaped; other values as {@code #} and the hexadecimal digits of their DER. Equal for equal names
 */
record DistinguishedName(String text) {

    /** A name without any part names nobody. */
    boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return text;
    }

    // --- from a certificate ---

    static DistinguishedName of(X500Principal subject) {
        List<String> parts = new ArrayList<>();
        Der name = Der.of(subject.getEncoded()).content();
        while (name.hasMore()) {
            List<String> attributes = new ArrayList<>();
            Der part = name.next().content();
            while (part.hasMore()) {
                Der attribute = part.next().content();
                attributes.add(attribute(attribute.next().oid(), value(attribute.next())));
            }
            parts.add(part(attributes));
        }
        Collections.reverse(parts);
        return new DistinguishedName(String.join(",", parts));
    }

    private static String value(Der element) {
        return element.text().map(DistinguishedName::escaped).orElseGet(() -> "#" + element.hex());
    }

    // --- from text ---

    /**
     * @param text in the form of RFC 2253 or RFC 4514, as openssl and keytool write it
     * @throws IllegalArgumentException if it is none; the message says why
     */
    static DistinguishedName parse(String text) {
        List<String> parts = new ArrayList<>();
        try {
            for (Rdn rdn : new LdapName(text).getRdns()) {
                parts.add(part(attributes(rdn)));
            }
        } catch (InvalidNameException e) {
            throw new IllegalArgumentException("expected TYPE=VALUE,TYPE=VALUE", e);
        }
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
        Collections.reverse(parts);
        return new DistinguishedName(String.join(",", parts));
    }

    private static List<String> attributes(Rdn rdn) {
        List<String> attributes = new ArrayList<>();
        try {
            NamingEnumeration<? extends Attribute> types = rdn.toAttributes().getAll();
            while (types.hasMore()) {
                Attribute type = types.next();
                String oid = AttributeType.oid(type.getID())
                        .orElseThrow(() -> new IllegalArgumentException("\"" + type.getID()
                                + "\" is no type of attribute that is known here; write its number, such as 2.5.4.3"));
                for (NamingEnumeration<?> values = type.getAll(); values.hasMore(); ) {
                    attributes.add(attribute(oid, typed(values.next())));
                }
            }
        } catch (NamingException e) {
            throw new IllegalArgumentException(e);
        }
        return attributes;
    }

    /** @param value text, or the DER behind a {@code #} */
    private static String typed(Object value) {
        if (value instanceof byte[] bytes) {
            Der element = Der.of(bytes);
            if (!element.isWhole()) {
                throw new IllegalArgumentException(
                        "#" + HexFormat.of().formatHex(bytes) + " is no DER; a # that is text is written \\#");
            }
            return value(element);
        }
        // Java puts this character where bytes make no sense, be it here or in an argument of the process.
        if (value.toString().indexOf('\uFFFD') >= 0) {
            throw new IllegalArgumentException(
                    "characters beyond ASCII are no UTF-8; \\C3\\BC, for example, is a u with dots");
        }
        return escaped(value.toString());
    }

    // --- both ---

    private static String part(List<String> attributes) {
        return attributes.stream().sorted().collect(Collectors.joining("+"));
    }

    private static String attribute(String oid, String value) {
        Optional<String> name = AttributeType.name(oid);
        return name.orElse(oid) + "=" + value;
    }

    private static String escaped(String value) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean isAtEdge = i == 0 || i == value.length() - 1;
            if (c < ' ' || c == 0x7F) {
                out.append(String.format("\\%02X", (int) c));
            } else {
                if (",+\"\\<>;".indexOf(c) >= 0 || c == ' ' && isAtEdge || c == '#' && i == 0) {
                    out.append('\\');
                }
                out.append(c);
            }
        }
        return out.toString();
    }
}
