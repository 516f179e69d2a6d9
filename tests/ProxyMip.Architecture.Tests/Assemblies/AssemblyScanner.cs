using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace ProxyMip.Architecture.Tests.Assemblies;

/// <summary>Reads <see cref="AssemblyFacts"/> from the metadata of a compiled assembly.</summary>
public static class AssemblyScanner
{
    public static AssemblyFacts Read(string path)
    {
        using var file = File.OpenRead(path);
        return Read(file);
    }

    public static AssemblyFacts Read(Stream image)
    {
        using var portable = new PEReader(image);
        var metadata = portable.GetMetadataReader();
        var names = new MetadataNames(metadata);
        var types = metadata.TypeDefinitions.Select(handle => (Handle: handle, Type: metadata.GetTypeDefinition(handle))).ToList();
        return new()
        {
            Name = metadata.GetString(metadata.GetAssemblyDefinition().Name),
            References = [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name)).Distinct().Order()],
            UsedTypes = [.. metadata.TypeReferences.Select(names.Used)],
            UsedMembers = [.. metadata.MemberReferences.Select(names.UsedMember).OfType<string>().Distinct().Order()],
            WritableStatics = [.. types.Where(t => !names.IsCompilerMade(t.Type)).SelectMany(t => WritableStatics(metadata, names, t.Type))],
            AsyncMethods = [.. types.Where(t => names.Interfaces(t.Type).Contains("System.Runtime.CompilerServices.IAsyncStateMachine")).Select(t => names.FullName(t.Handle))],
            NativeMethods = [.. types.SelectMany(t => NativeMethods(metadata, names, t.Handle))],
            AllowsUnsafe = names.AttributeNames(metadata.GetModuleDefinition().GetCustomAttributes()).Contains("System.Security.UnverifiableCodeAttribute"),
            Friends = [.. Friends(metadata, names)],
            OpenPublicTypes = [.. types.Where(t => names.IsPublic(t.Type) && IsOpen(metadata, names, t.Handle)).Select(t => names.FullName(t.Handle))],
            Parsers = [.. types.Where(t => names.IsPublic(t.Type)).SelectMany(t => Parsers(metadata, names, t.Handle))],
            Messages = [.. types.Where(t => names.IsPublic(t.Type) && IsMessage(metadata, names, t.Type)).Select(t => names.FullName(t.Handle))],
        };
    }

    private static IEnumerable<string> WritableStatics(MetadataReader metadata, MetadataNames names, TypeDefinition type) =>
        from handle in type.GetFields()
        let field = metadata.GetFieldDefinition(handle)
        where (field.Attributes & FieldAttributes.Static) != 0 && (field.Attributes & (FieldAttributes.InitOnly | FieldAttributes.Literal)) == 0
        select $"{names.FullName(field.GetDeclaringType())}.{metadata.GetString(field.Name)}";

    private static IEnumerable<string> NativeMethods(MetadataReader metadata, MetadataNames names, TypeDefinitionHandle type) =>
        from handle in metadata.GetTypeDefinition(type).GetMethods()
        let method = metadata.GetMethodDefinition(handle)
        where (method.Attributes & MethodAttributes.PinvokeImpl) != 0
        select $"{names.FullName(type)}.{metadata.GetString(method.Name)}";

    private static IEnumerable<string> Friends(MetadataReader metadata, MetadataNames names) =>
        from handle in metadata.GetAssemblyDefinition().GetCustomAttributes()
        let attribute = metadata.GetCustomAttribute(handle)
        where names.AttributeName(attribute) == "System.Runtime.CompilerServices.InternalsVisibleToAttribute"
        let value = metadata.GetBlobReader(attribute.Value)
        select ReadFriend(value).Split(',')[0];

    private static string ReadFriend(BlobReader value)
    {
        value.ReadUInt16(); // prolog of every custom attribute value
        return value.ReadSerializedString() ?? "";
    }

    // Closed: sealed (static classes, structs, enums and delegates are), or abstract with only private protected constructors.
    // The copy constructor of a record does not open it: nobody outside can make the first instance.
    private static bool IsOpen(MetadataReader metadata, MetadataNames names, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        if ((type.Attributes & TypeAttributes.Sealed) != 0)
            return false;
        if ((type.Attributes & TypeAttributes.Interface) != 0 || (type.Attributes & TypeAttributes.Abstract) == 0)
            return true;
        return type.GetMethods().Select(metadata.GetMethodDefinition)
            .Where(method => metadata.GetString(method.Name) == ".ctor" && !IsCopyConstructor(method, names, handle))
            .Any(method => (method.Attributes & MethodAttributes.MemberAccessMask) is not (MethodAttributes.FamANDAssem or MethodAttributes.Private or MethodAttributes.Assembly));
    }

    private static bool IsCopyConstructor(MethodDefinition method, MetadataNames names, TypeDefinitionHandle owner) =>
        names.ParameterTypes(method) is [var only] && only == names.FullName(owner);

    private static IEnumerable<string> Parsers(MetadataReader metadata, MetadataNames names, TypeDefinitionHandle handle)
    {
        var methods = PublicMethods(metadata, metadata.GetTypeDefinition(handle)).ToList();
        var isWalk = methods.Any(m => metadata.GetString(m.Name) == "Succeeded" && names.ParameterTypes(m) is [var fault] && IsFault(fault));
        return methods.Where(m => ReadsSpan(metadata, names, m) || (isWalk && metadata.GetString(m.Name) == "MoveNext"))
            .Select(m => $"{names.FullName(handle)}.{metadata.GetString(m.Name)}").Distinct();
    }

    private static bool IsMessage(MetadataReader metadata, MetadataNames names, TypeDefinition type)
    {
        var methods = PublicMethods(metadata, type).ToList();
        return methods.Any(m => metadata.GetString(m.Name) == "TryParse" && names.ParameterTypes(m).Any(IsFault))
            && methods.Any(m => metadata.GetString(m.Name) is "WriteTo" or "Write" && HasContent(m));

        // One that is always the same octets (a solicitation) has nothing a property could vary.
        bool HasContent(MethodDefinition writer) => (writer.Attributes & MethodAttributes.Static) == 0 || names.ParameterTypes(writer).Count > 1;
    }

    private static IEnumerable<MethodDefinition> PublicMethods(MetadataReader metadata, TypeDefinition type) =>
        type.GetMethods().Select(metadata.GetMethodDefinition).Where(m => (m.Attributes & MethodAttributes.MemberAccessMask) == MethodAttributes.Public);

    private static bool ReadsSpan(MetadataReader metadata, MetadataNames names, MethodDefinition method) =>
        (method.Attributes & MethodAttributes.Static) != 0
        && metadata.GetString(method.Name).StartsWith("Try", StringComparison.Ordinal)
        && names.ParameterTypes(method) is ["System.ReadOnlySpan`1<Byte>" or "System.Span`1<Byte>" or "System.ReadOnlySpan`1<Char>", ..];

    private static bool IsFault(string parameter) => parameter.EndsWith("Fault&", StringComparison.Ordinal);
}
