package org.openshift.ci.mirror.api.access;

import java.util.List;
import java.util.Map;

/**
 * Whom a token belongs to, as the cluster says (Kubernetes API, {@code
 * authentication.k8s.io/v1.UserInfo}).
 *
 * @param name the user's name, for example {@code system:serviceaccount:ci:bot}
 * @param uid the user's id; may be empty
 * @param groups the user's groups
 * @param extra further attributes, such as the scopes of an OpenShift token
 */
public record ClusterUser(
    String name, String uid, List<String> groups, Map<String, List<String>> extra) {}
