using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;

namespace ProxyMip.Architecture.Tests.Assemblies;

/// <summary>Names for the handles of one assembly's metadata.</summary>
internal sealed class MetadataNames(MetadataReader metadata) : ISignatureTypeProvider<string, object?>
{
    public UsedType Used(TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        switch (type.ResolutionScope.Kind)
        {
            case HandleKind.TypeReference:
                var outer = Used((TypeReferenceHandle)type.ResolutionScope);
                return outer with { Name = $"{outer.Name}.{name}" };
            case HandleKind.AssemblyReference:
                var assembly = metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope);
                return new(metadata.GetString(assembly.Name), metadata.GetString(type.Namespace), name);
            default:
                return new("", metadata.GetString(type.Namespace), name);
        }
    }

    /// <summary><c>Namespace.Type.Member</c> when the member belongs to a type of another assembly, else null.</summary>
    public string? UsedMember(MemberReferenceHandle handle)
    {
        var member = metadata.GetMemberReference(handle);
        var owner = member.Parent.Kind switch
        {
            HandleKind.TypeReference => Used((TypeReferenceHandle)member.Parent).FullName,
            HandleKind.TypeSpecification => metadata.GetTypeSpecification((TypeSpecificationHandle)member.Parent).DecodeSignature(this, null).Split('<')[0],
            _ => null,
        };
        return owner is null ? null : $"{owner}.{metadata.GetString(member.Name)}";
    }

    public string FullName(TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = metadata.GetString(type.Name);
        if (!type.GetDeclaringType().IsNil)
            return $"{FullName(type.GetDeclaringType())}.{name}";
        return type.Namespace.IsNil ? name : $"{metadata.GetString(type.Namespace)}.{name}";
    }

    public bool IsPublic(TypeDefinition type) => (type.Attributes & TypeAttributes.VisibilityMask) switch
    {
        TypeAttributes.Public => true,
        TypeAttributes.NestedPublic => IsPublic(metadata.GetTypeDefinition(type.GetDeclaringType())),
        _ => false,
    };

    /// <summary>Closures and caches: the compiler gives them, or a type around them, a name no source can write.</summary>
    public bool IsCompilerMade(TypeDefinition type) =>
        metadata.GetString(type.Name).StartsWith('<')
        || (!type.GetDeclaringType().IsNil && IsCompilerMade(metadata.GetTypeDefinition(type.GetDeclaringType())));

    public IEnumerable<string> Interfaces(TypeDefinition type) =>
        type.GetInterfaceImplementations().Select(handle => EntityName(metadata.GetInterfaceImplementation(handle).Interface));

    public IEnumerable<string> AttributeNames(CustomAttributeHandleCollection attributes) =>
        attributes.Select(handle => AttributeName(metadata.GetCustomAttribute(handle)));

    public string AttributeName(CustomAttribute attribute) => attribute.Constructor.Kind switch
    {
        HandleKind.MemberReference => EntityName(metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent),
        _ => FullName(metadata.GetMethodDefinition((MethodDefinitionHandle)attribute.Constructor).GetDeclaringType()),
    };

    public IReadOnlyList<string> ParameterTypes(MethodDefinition method) => method.DecodeSignature(this, null).ParameterTypes;

    private string EntityName(EntityHandle handle) => handle.Kind switch
    {
        HandleKind.TypeReference => Used((TypeReferenceHandle)handle).FullName,
        HandleKind.TypeDefinition => FullName((TypeDefinitionHandle)handle),
        HandleKind.TypeSpecification => metadata.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(this, null),
        _ => "",
    };

    // --- signatures as text ---
    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Used(handle).FullName;

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => FullName(handle);

    public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => $"{genericType}<{string.Join(',', typeArguments)}>";

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetByReferenceType(string elementType) => elementType + "&";

    public string GetPointerType(string elementType) => elementType + "*";

    public string GetSZArrayType(string elementType) => elementType + "[]";

    public string GetArrayType(string elementType, ArrayShape shape) => elementType + "[,]";

    public string GetPinnedType(string elementType) => elementType;

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

    public string GetGenericMethodParameter(object? genericContext, int index) => $"!!{index}";

    public string GetGenericTypeParameter(object? genericContext, int index) => $"!{index}";

    public string GetFunctionPointerType(MethodSignature<string> signature) => "method*";
}
